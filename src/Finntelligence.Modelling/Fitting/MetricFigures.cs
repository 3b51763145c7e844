using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Metrics as manifest and registry hold them.</summary>
public static class MetricFigures
{
    /// <summary>By name, to eight significant digits: the last bits may differ from one machine's logarithm to the next's.</summary>
    public static ImmutableSortedDictionary<string, double> Of(BinaryMetrics metrics) =>
        new Dictionary<string, double>
        {
            ["auc"] = metrics.Auc,
            ["ks"] = metrics.KolmogorovSmirnov,
            ["logLoss"] = metrics.LogLoss,
            ["brier"] = metrics.Brier,
            ["calibrationError"] = metrics.CalibrationError,
            ["meanPredicted"] = metrics.MeanPredicted,
            ["meanObserved"] = metrics.MeanObserved,
        }.ToImmutableSortedDictionary(p => p.Key, p => Round(p.Value), StringComparer.Ordinal);

    private static double Round(double value) =>
        double.Parse(value.ToString("G8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
