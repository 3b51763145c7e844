using System.Collections.Immutable;

namespace Finntelligence.Trees.Evaluation;

/// <summary>Precision and recall when rows with a score ≥ the threshold are called positive.</summary>
/// <param name="Threshold">A score of the data.</param>
/// <param name="Recall">Share of positives called positive.</param>
/// <param name="Precision">Share of positives among those called positive.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);

/// <summary>Precision against recall.</summary>
public static class PrecisionRecallCurve
{
    /// <summary>One point per distinct score, highest score first; the last has recall 1 and precision = base rate.</summary>
    /// <param name="scores">Any scale; only their order counts.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static ImmutableArray<PrecisionRecallPoint> Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var groups = ScoreGroups.Of(scores, labels, weights).WithBothClasses();
        var points = ImmutableArray.CreateBuilder<PrecisionRecallPoint>(groups.Items.Length);
        double positive = 0, called = 0;
        for (var i = groups.Items.Length - 1; i >= 0; i--)
        {
            positive += groups.Items[i].Positive;
            called += groups.Items[i].Weight;
            points.Add(new PrecisionRecallPoint(groups.Items[i].Score, i == 0 ? 1 : positive / groups.Positive, positive / called));
        }

        return points.MoveToImmutable();
    }
}
