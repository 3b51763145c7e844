using System.Collections.Immutable;

namespace Finntelligence.Trees.Evaluation;

/// <summary>Rates when rows with a score ≥ the threshold are called positive.</summary>
/// <param name="Threshold">A score of the data; +∞ at the first point, where nothing is called positive.</param>
/// <param name="FalsePositiveRate">Share of negatives called positive.</param>
/// <param name="TruePositiveRate">Share of positives called positive.</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <summary>The receiver operating characteristic.</summary>
public static class RocCurve
{
    /// <summary>From (0, 0) to (1, 1), one point per distinct score; the area under the straight lines between them is <see cref="Auc"/>.</summary>
    /// <param name="scores">Any scale; only their order counts.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static ImmutableArray<RocPoint> Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var groups = ScoreGroups.Of(scores, labels, weights).WithBothClasses();
        var points = ImmutableArray.CreateBuilder<RocPoint>(groups.Items.Length + 1);
        points.Add(new RocPoint(double.PositiveInfinity, 0, 0));
        double positive = 0, negative = 0;
        for (var i = groups.Items.Length - 1; i > 0; i--)
        {
            positive += groups.Items[i].Positive;
            negative += groups.Items[i].Negative;
            points.Add(new RocPoint(groups.Items[i].Score, negative / groups.Negative, positive / groups.Positive));
        }

        points.Add(new RocPoint(groups.Items[0].Score, 1, 1));
        return points.MoveToImmutable();
    }
}
