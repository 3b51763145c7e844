using System.Text.Json;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// models/&lt;product&gt;/metrics.json: the figures of the last training, where DVC looks for them (`dvc metrics show`, `diff`). It holds
/// nothing but what data, options and code determine.
/// </summary>
public static class TrainedFigures
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    public static string PathOf(Workspace workspace, string product) => Path.Combine(workspace.ModelFolder(product), "metrics.json");

    public static void Write(Workspace workspace, string product, IReadOnlyList<ModelFit> fits)
    {
        var figures = fits.OrderBy(fit => fit.Contents.Manifest.Kind, StringComparer.Ordinal)
            .ToDictionary(fit => fit.Contents.Manifest.Kind, fit => fit.Contents.Manifest.Metrics);
        AtomicFile.WriteAllText(PathOf(workspace, product), JsonSerializer.Serialize(figures, Json) + "\n");
    }
}
