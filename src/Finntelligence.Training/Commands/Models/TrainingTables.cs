using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Commands.Models;

/// <summary>What a training shows to a person.</summary>
internal static class TrainingTables
{
    public static void ShowFit(ModelFit fit, IReporter reporter)
    {
        foreach (var (feature, count) in fit.Rows.Implausible)
            reporter.Warning($"{Figures.Count(count)} values of {feature} are outside its plausible range and were taken as missing.");
        reporter.Table(new ReportTable(
            $"Options tried for the {fit.Contents.Manifest.Kind} model, by cross-validation",
            [
                new("leaves", Numeric: true), new("least rows", Numeric: true), new("learning rate", Numeric: true), new("features", Numeric: true),
                new("rows", Numeric: true), new("trees", Numeric: true), new("log-loss", Numeric: true), new(""),
            ],
            [.. fit.Candidates.Select((c, i) => new[]
            {
                Figures.Count(c.Options.NumberOfLeaves), Figures.Count(c.Options.MinimumExampleCountPerLeaf),
                Figures.Number(c.Options.LearningRate), Figures.Number(c.Options.FeatureFraction),
                Figures.Number(c.Options.BaggingExampleFraction), Figures.Count(c.Options.NumberOfTrees),
                Figures.Number(c.LogLoss), i == 0 ? "chosen" : "",
            })]));
    }

    public static void ShowModels(IEnumerable<ModelFit> fits, IEnumerable<Registration> registrations, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Models, out of fold",
            [
                new("model"), new("version", Numeric: true), new("rows", Numeric: true), new("events", Numeric: true), new("AUC", Numeric: true),
                new("KS", Numeric: true), new("log-loss", Numeric: true), new("Brier", Numeric: true), new("calibration error", Numeric: true),
                new("predicted", Numeric: true), new("observed", Numeric: true), new("calibrator"), new("sha256"),
            ],
            [.. fits.Zip(registrations, Row)]));
    }

    private static string[] Row(ModelFit fit, Registration registration)
    {
        var manifest = fit.Contents.Manifest;
        string Metric(string name) => manifest.Metrics[name].ToString("0.00000", CultureInfo.InvariantCulture);
        return
        [
            manifest.Kind, Figures.Count(registration.Version.Entry.Version), Figures.Count(manifest.Data.Rows), Figures.Count(manifest.Data.Events),
            Metric("auc"), Metric("ks"), Metric("logLoss"), Metric("brier"), Metric("calibrationError"), Metric("meanPredicted"),
            Metric("meanObserved"), manifest.Calibration, registration.Version.Entry.Sha256[..12],
        ];
    }
}
