namespace Finntelligence.Trees.Evaluation;

/// <summary>Expected calibration error: mean distance of predicted from observed over bins of equal weight (<see cref="CalibrationCurve"/>).</summary>
public static class CalibrationError
{
    /// <summary>How many bins when nothing else is said.</summary>
    public const int DefaultBins = 20;

    /// <summary>The weighted mean of |mean predicted − mean observed|, in [0, 1].</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">Lengths differ or a value is not allowed.</exception>
    public static double Of(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default, int bins = DefaultBins) =>
        Of(ScoreGroups.OfProbabilities(probabilities, labels, weights), bins);

    internal static double Of(ScoreGroups groups, int bins)
    {
        var distance = 0.0;
        foreach (var bin in MassBins.Of(groups, bins))
            distance += Math.Abs(bin.ScoreSum - bin.Positive);
        return distance / groups.Weight;
    }
}
