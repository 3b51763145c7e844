using System.Text.Json;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// models/&lt;product&gt;/metrics.json: the figures of the last training, by kind and trainer, where DVC looks for them (`dvc metrics show`, `diff`). It holds
/// nothing but what data, options and code determine.
/// </summary>
internal static class TrainedFigures
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.ModelFolder(product), "metrics.json");

    public static void Write(Workspace workspace, string product, IReadOnlyList<ModelFit> fits)
    {
        var figures = fits.GroupBy(fit => fit.Contents.Manifest.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToDictionary(
            kind => kind.Key,
            kind => kind.OrderBy(fit => fit.Trainer, StringComparer.Ordinal).ToDictionary(fit => fit.Trainer, fit => fit.Contents.Manifest.Metrics));
        AtomicFile.WriteAllText(PathOf(workspace, product), JsonSerializer.Serialize(figures, Json) + "\n");
    }
}
