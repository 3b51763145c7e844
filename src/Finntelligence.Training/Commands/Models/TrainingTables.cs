using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Commands.Models;

/// <summary>What a training shows to a person.</summary>
internal static class TrainingTables
{
    public static void ShowImplausible(ModelFit fit, IReporter reporter)
    {
        foreach (var (feature, count) in fit.Rows.Implausible)
            reporter.Warning($"{Figures.Count(count)} values of {feature} are outside its plausible range and were taken as missing.");
    }

    public static void ShowFit(ModelFit fit, IReporter reporter)
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
                Figures.Number(c.LogLoss), i == 0 ? "chosen" : "",
            })]));
    }

    /// <summary>What a version breaks of the promise about the rate, from its figures.</summary>
    public static string Promise(IReadOnlyDictionary<string, double> metrics)
    {
        if (!metrics.TryGetValue(RatePromise.ShareFigure, out var share) || !metrics.TryGetValue(RatePromise.LargestFigure, out var largest))
            return "–";
        return share == 0 ? "for nobody" : $"for {Figures.Percent(share)}, by up to {Figures.Number(largest)}";
    }

    /// <summary>All models side by side.</summary>
    /// <param name="fits">In the order of their registrations.</param>
    /// <param name="registrations">Of the models.</param>
    /// <param name="winners">Those that go on.</param>
    /// <param name="reporter">Where to.</param>
    public static void ShowModels(
        IEnumerable<ModelFit> fits, IEnumerable<Registration> registrations, IReadOnlyCollection<ModelFit> winners, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Models, out of fold",
            [
                new("model"), new("trainer"), new("version", Numeric: true), new("rows", Numeric: true, Rank: 3), new("events", Numeric: true, Rank: 3), new("AUC", Numeric: true),
                new("KS", Numeric: true, Rank: 4), new("log-loss", Numeric: true), new("Brier", Numeric: true, Rank: 4), new("calibration error", Numeric: true, Rank: 1),
                new("predicted", Numeric: true, Rank: 2), new("observed", Numeric: true, Rank: 2), new("calibrator", Rank: 5),
                new("breaks the rate's promise", Rank: 1), new("directions broken", Numeric: true, Rank: 2), new("goes on"), new("sha256", Rank: 6),
            ],
            [.. fits.Zip(registrations, (fit, registration) => Row(fit, registration, winners.Contains(fit)))]));
    }

    private static string[] Row(ModelFit fit, Registration registration, bool goesOn)
    {
        var manifest = fit.Contents.Manifest;
        string Metric(string name) => manifest.Metrics[name].ToString("0.00000", CultureInfo.InvariantCulture);
        return
        [
            manifest.Kind, fit.Trainer, Figures.Count(registration.Version.Entry.Version), Figures.Count(manifest.Data.Rows), Figures.Count(manifest.Data.Events),
            Metric("auc"), Metric("ks"), Metric("logLoss"), Metric("brier"), Metric("calibrationError"), Metric("meanPredicted"),
            Metric("meanObserved"), manifest.Calibration,
            Promise(manifest.Metrics), Figures.Count(fit.Promises.Broken), goesOn ? "yes" : "", registration.Version.Entry.Sha256[..12],
        ];
    }
}
