using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Training;

namespace Finntelligence.Training.Commands.Models;

/// <summary>What a training shows to a person.</summary>
/// <param name="reporter">Shows it.</param>
/// <param name="promotion">The command that promotes both models.</param>
internal sealed class TrainingTables(IReporter reporter, string promotion) : ITrainingView
{
    /// <summary>What the models of a kind can know of a rate's effect.</summary>
    public void Examined(ModelManifest first) => PriceTables.Show(first, reporter);

    /// <summary>The options that were tried.</summary>
    public void Fitted(ModelFit fit)
    {
        reporter.Table(new ReportTable(
            $"Options of {fit.Trainer} tried for the {fit.Contents.Manifest.Kind} model, by cross-validation",
            [
                new("leaves", Numeric: true), new("least rows", Numeric: true), new("learning rate", Numeric: true), new("features", Numeric: true, Rank: 1),
                new("rows", Numeric: true, Rank: 1), new("trees", Numeric: true), new("log-loss", Numeric: true), new(""),
            ],
            [.. fit.Candidates.Select((c, i) => new[]
            {
                Figures.Count(c.Options.NumberOfLeaves), Figures.Count(c.Options.MinimumExampleCountPerLeaf),
                Figures.Number(c.Options.LearningRate), Figures.Number(c.Options.FeatureFraction),
                Figures.Number(c.Options.BaggingExampleFraction), Figures.Count(c.Options.NumberOfTrees),
                Figures.Number(c.LogLoss), i == 0 ? "chosen" : c.IsComplete ? "" : "given up",
            })]));
        if (fit.Later is { } later)
            reporter.Status(later.Said);
    }

    /// <summary>All models side by side.</summary>
    public void Registered(TrainingOutcome outcome)
    {
        reporter.Table(new ReportTable(
            "Models, out of fold",
            [
                new("model"), new("trainer"), new("version", Numeric: true), new("rows", Numeric: true, Rank: 3), new("events", Numeric: true, Rank: 3), new("AUC", Numeric: true),
                new("KS", Numeric: true, Rank: 4), new("log-loss", Numeric: true), new("Brier", Numeric: true, Rank: 4), new("calibration error", Numeric: true, Rank: 1),
                new("predicted", Numeric: true, Rank: 2), new("observed", Numeric: true, Rank: 2), new("calibrator", Rank: 5),
                new("breaks the rate's promise", Rank: 1), new("directions broken", Numeric: true, Rank: 2), new("goes on"), new("sha256", Rank: 6),
            ],
            [.. outcome.Models.Select(Row)]));
        reporter.Status("");
        reporter.Status(outcome.Said(promotion));
    }

    /// <summary>What a version breaks of the promise about the rate, from its figures.</summary>
    public static string Promise(IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(RatePromise.ShareFigure, out var share) || !metrics.TryGetValue(RatePromise.LargestFigure, out var largest))
            return "–";
        return share == 0 ? "for nobody" : $"for {Figures.Percent(share)}, by up to {Figures.Number(largest)}";
    }

    private static string[] Row(TrainedVersion model)
    {
        var (fit, registration, goesOn) = model;
        var manifest = fit.Contents.Manifest;
        // Of a declared probability nothing is measured.
        string Metric(string name) =>
            manifest.Metrics.TryGetValue(name, out double metric) ? metric.ToString("0.00000", CultureInfo.InvariantCulture) : "–";
        return
        [
            manifest.Kind, fit.Trainer, Figures.Count(registration.Version.Entry.Version), Figures.Count(manifest.Data.Rows), Figures.Count(manifest.Data.Events),
            Metric("auc"), Metric("ks"), Metric("logLoss"), Metric("brier"), Metric("calibrationError"), Metric("meanPredicted"),
            Metric("meanObserved"), manifest.Calibration,
            Promise(manifest.Metrics), Figures.Count(fit.Promises.Broken), goesOn ? "yes" : "", registration.Version.Entry.Sha256[..12],
        ];
    }
}
