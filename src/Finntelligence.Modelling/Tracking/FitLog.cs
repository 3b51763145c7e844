using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Modelling.Tracking;

/// <summary>
/// Writes what is known of a fitted model into a run: of the one that goes on under the model's kind, as <c>risk/auc</c>; of one that
/// lost or breaks a promise under kind and trainer, as <c>risk/FastTree/auc</c>.
/// </summary>
internal static class FitLog
{
    // A curve is looked at, not computed with; the full one would make a run's file ten times as long.
    private const int PointsPerCurve = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where a model's parameters, figures and files are.</summary>
    public static string FolderOf(ModelFit fit, bool goesOn) => goesOn ? fit.Contents.Manifest.Kind : $"{fit.Contents.Manifest.Kind}/{fit.Trainer}";

    /// <summary>Writes how a model did as soon as it is fitted, for those who watch: which of its kind goes on is not known yet.</summary>
    public static void WriteEntrant(IExperimentRun run, ModelFit fit) =>
        run.LogMetric($"tournament/{fit.Contents.Manifest.Kind}/{fit.Trainer}/logLoss", fit.LogLoss);

    /// <summary>Writes a fitted model's options, figures, curves and files.</summary>
    /// <param name="run">Takes them.</param>
    /// <param name="product">Whose model it is.</param>
    /// <param name="fit">The model.</param>
    /// <param name="goesOn">Whether it is the one of its kind that goes on.</param>
    /// <param name="started">When the training began.</param>
    public static void Write(IExperimentRun run, ProductDefinition product, ModelFit fit, bool goesOn, DateTimeOffset started)
    {
        var manifest = fit.Contents.Manifest;
        var kind = FolderOf(fit, goesOn);
        run.LogParameter($"{kind}/trainer", fit.Trainer);
        foreach (var (name, value) in manifest.Options)
            run.LogParameter($"{kind}/{name}", value);
        run.LogParameter($"{kind}/calibration", manifest.Calibration);
        run.LogParameter($"{kind}/rows", manifest.Data.Rows.ToString(CultureInfo.InvariantCulture));
        run.LogParameter($"{kind}/events", manifest.Data.Events.ToString(CultureInfo.InvariantCulture));

        LogCandidates(run, kind, fit.Candidates);
        var folds = Folds(fit);
        foreach (var (fold, metrics) in folds)
        {
            foreach (var (name, value) in metrics)
                run.LogMetric($"{kind}/fold/{name}", value, fold);
        }
        foreach (var (name, value) in manifest.Metrics)
            run.LogMetric($"{kind}/{name}", value);

        var importance = FeatureImportance.Of(fit.Contents.Ensemble);
        var files = ModelCard.Files(product, fit, kind, started, out var whyNoOnnx);
        foreach (var (name, content) in files)
            run.LogArtifact($"{kind}/{name}", content);
        if (whyNoOnnx is not null)
            run.SetTag($"{kind}/onnx", whyNoOnnx);
        run.LogArtifact($"{kind}/metrics.json", Document(new
        {
            outOfFold = manifest.Metrics,
            folds = folds.Select(f => new { f.Fold, f.Metrics }),
            promises = fit.Promises.Gates.Select(g => new { g.Gate, g.Passed, g.Figure, g.Limit }),
            candidates = fit.Candidates.Select(c => new { options = c.Options.Texts, c.LogLoss, c.IsComplete }),
        }));
        run.LogArtifact($"{kind}/importance.json", Document(importance));
    }

    /// <summary>The steps of a curve that are kept: evenly spread, with the first, the lowest and the last.</summary>
    internal static IEnumerable<int> Steps(ImmutableArray<double> curve, int lowest)
    {
        var stride = Math.Max(1, (curve.Length + PointsPerCurve - 1) / PointsPerCurve);
        return Enumerable.Range(0, curve.Length).Where(step => step % stride == 0 || step == lowest || step == curve.Length - 1);
    }

    private static void LogCandidates(IExperimentRun run, string kind, ImmutableArray<CandidateLoss> candidates)
    {
        foreach (var candidate in candidates)
        {
            foreach (var step in Steps(candidate.Curve, candidate.Lowest))
                run.LogMetric($"{kind}/candidate{candidate.Number}/logLoss", candidate.Curve[step], step);
        }
    }

    // A fold without both outcomes, as a small history may have, has no such metrics.
    private static ImmutableArray<(int Fold, ImmutableSortedDictionary<string, double> Metrics)> Folds(ModelFit fit)
    {
        var rows = fit.Rows;
        return
        [
            .. Enumerable.Range(0, ModelFitter.Folds)
                .Select(fold => (Fold: fold, Rows: Enumerable.Range(0, fit.Folds.Length).Where(i => fit.Folds[i] == fold).ToArray()))
                .Where(f => f.Rows.Select(i => rows.Labels[i]).Distinct().Count() == 2)
                .Select(f => (f.Fold, MetricFigures.Of(BinaryMetrics.Of(
                    f.Rows.Select(i => fit.Probabilities[i]).ToArray(), f.Rows.Select(i => rows.Labels[i]).ToArray(),
                    rows.Weights is { } weights ? f.Rows.Select(i => weights[i]).ToArray() : default)))),
        ];
    }

    private static byte[] Document(object document) => [.. JsonSerializer.SerializeToUtf8Bytes(document, Json), (byte)'\n'];
}
