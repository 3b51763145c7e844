using System.Globalization;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Gates;

/// <summary>Compares a candidate's out-of-fold figures with those of the version it would replace, and with what was observed.</summary>
/// <param name="limits">How much worse it may be.</param>
internal sealed class MetricGates(PromotionLimits limits)
{
    private const string Unmeasured = "not measured";

    /// <summary>All of them.</summary>
    /// <param name="kind">"risk" or "acceptance".</param>
    /// <param name="metrics">The candidate's.</param>
    /// <param name="incumbent">The version it would replace; null when there is none.</param>
    public IEnumerable<GateResult> Check(string kind, IReadOnlyDictionary<string, double> metrics, VersionEntry? incumbent)
    {
        // A model that does no better than the same probability for everybody is none.
        double? share = Find(metrics, "meanObserved");
        yield return Compare(kind, "AUC", "auc", metrics, incumbent, -limits.AucLoss, limits.LeastAuc);
        yield return Compare(kind, "log-loss", "logLoss", metrics, incumbent, limits.LogLossRise, share is { } s ? Entropy(s) : null);
        yield return Compare(kind, "Brier", "brier", metrics, incumbent, limits.BrierRise, share * (1 - share));
        yield return Compare(kind, "calibration error", "calibrationError", metrics, incumbent, limits.CalibrationErrorRise, limits.GreatestCalibrationError);
        yield return MeanGap(kind, metrics);
    }

    /// <param name="kind">"risk" or "acceptance".</param>
    /// <param name="gate">Name for people.</param>
    /// <param name="metric">Name in the manifest.</param>
    /// <param name="metrics">The candidate's.</param>
    /// <param name="incumbent">The version it would replace.</param>
    /// <param name="tolerance">Below 0 for a figure that should be high, else for one that should be low.</param>
    /// <param name="floor">What it must reach whatever was before; null where nothing is known.</param>
    private static GateResult Compare(
        string kind, string gate, string metric, IReadOnlyDictionary<string, double> metrics, VersionEntry? incumbent, double tolerance, double? floor)
    {
        if (Find(metrics, metric) is not { } value)
            return new GateResult(kind, gate, false, Unmeasured, "a figure of rows it did not learn from");
        // A high figure is good where the tolerance goes down, also when it is 0.
        var highIsGood = double.IsNegative(tolerance);
        var before = incumbent is null ? null : Find(incumbent.Metrics, metric);
        var relative = before + tolerance;
        var bound = highIsGood ? Greater(relative, floor) : Less(relative, floor);
        var reason = (incumbent, before) switch
        {
            (null, _) => "no version to replace",
            (_, null) => $"version {incumbent.Version} was not measured",
            _ when bound != relative => $"the least for any version; version {incumbent.Version}: {Text(before.Value)}",
            _ => $"version {incumbent.Version}: {Text(before.Value)}",
        };
        return bound is null
            ? new GateResult(kind, gate, true, Text(value), $"none: {reason}")
            : new GateResult(kind, gate, highIsGood ? value >= bound : value <= bound, Text(value), $"{(highIsGood ? "≥" : "≤")} {Text(bound.Value)} ({reason})");
    }

    private static double? Greater(double? a, double? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);

    private static double? Less(double? a, double? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    // In nats: the log-loss of the share itself.
    private static double Entropy(double share) => share is <= 0 or >= 1 ? 0 : -(share * Math.Log(share)) - ((1 - share) * Math.Log(1 - share));

    private GateResult MeanGap(string kind, IReadOnlyDictionary<string, double> metrics)
    {
        const string Gate = "mean predicted";
        if (Find(metrics, "meanPredicted") is not { } predicted || Find(metrics, "meanObserved") is not { } observed)
            return new GateResult(kind, Gate, false, Unmeasured, "a figure of rows it did not learn from");
        var allowed = limits.MeanGap * observed;
        return new GateResult(
            kind, Gate, Math.Abs(predicted - observed) <= allowed, Text(predicted),
            $"{Text(observed - allowed)} to {Text(observed + allowed)} (observed {Text(observed)})");
    }

    private static double? Find(IReadOnlyDictionary<string, double> metrics, string name) =>
        metrics.TryGetValue(name, out var value) && double.IsFinite(value) ? value : null;

    private static string Text(double value) => value.ToString("0.00000", CultureInfo.InvariantCulture);
}
