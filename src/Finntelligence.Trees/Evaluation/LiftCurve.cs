using System.Collections.Immutable;

namespace Finntelligence.Trees.Evaluation;

/// <summary>What the best-scored part of the rows holds.</summary>
/// <param name="Share">Share of all rows (by weight), in (0, 1].</param>
/// <param name="Captured">Share of all positives among them.</param>
/// <param name="Lift">Their rate of positives over the rate of all rows; 1 at the last point.</param>
public readonly record struct LiftPoint(double Share, double Captured, double Lift);

/// <summary>Cumulative lift and gain.</summary>
public static class LiftCurve
{
    /// <summary>Over bins of equal weight, highest scores first; equal scores are never parted, so a point may stand off its round share.</summary>
    /// <param name="scores">Any scale; only their order counts.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <param name="bins">At least 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static ImmutableArray<LiftPoint> Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default, int bins = 10)
    {
        var groups = ScoreGroups.Of(scores, labels, weights).WithBothClasses();
        var parts = MassBins.Of(groups, bins);
        var points = ImmutableArray.CreateBuilder<LiftPoint>(parts.Count);
        double weight = 0, positive = 0;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            weight += parts[i].Weight;
            positive += parts[i].Positive;
            var (share, captured) = i == 0 ? (1, 1) : (weight / groups.Weight, positive / groups.Positive);
            points.Add(new LiftPoint(share, captured, captured / share));
        }

        return points.MoveToImmutable();
    }
}
