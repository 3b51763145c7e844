using System.Collections.Immutable;

namespace Finntelligence.Trees.Evaluation;

/// <summary>What was predicted and what happened in one bin.</summary>
/// <param name="Weight">Weight of its rows.</param>
/// <param name="MeanPredicted">Weighted mean probability.</param>
/// <param name="MeanObserved">Weighted share of label 1.</param>
public readonly record struct CalibrationBin(double Weight, double MeanPredicted, double MeanObserved);

/// <summary>Predicted against observed over bins of equal weight, lowest probabilities first; equal probabilities are never parted.</summary>
public static class CalibrationCurve
{
    /// <summary>At most <paramref name="bins"/> bins; fewer when ties leave some empty.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">Lengths differ or a value is not allowed.</exception>
    public static ImmutableArray<CalibrationBin> Of(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default, int bins = 20) =>
        Of(ScoreGroups.OfProbabilities(probabilities, labels, weights), bins);

    internal static ImmutableArray<CalibrationBin> Of(ScoreGroups groups, int bins) =>
        [.. MassBins.Of(groups, bins).Select(b => new CalibrationBin(b.Weight, b.ScoreSum / b.Weight, b.Positive / b.Weight))];
}
