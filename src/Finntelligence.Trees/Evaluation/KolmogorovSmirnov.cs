namespace Finntelligence.Trees.Evaluation;

/// <summary>The largest distance between the score distributions of the two classes.</summary>
public static class KolmogorovSmirnov
{
    /// <summary>The statistic, in [0, 1].</summary>
    /// <param name="scores">Any scale; only their order counts.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Of(ScoreGroups.Of(scores, labels, weights));

    internal static double Of(ScoreGroups groups)
    {
        groups.WithBothClasses();
        double positive = 0, negative = 0, largest = 0;
        foreach (var group in groups.Items)
        {
            positive += group.Positive;
            negative += group.Negative;
            largest = Math.Max(largest, Math.Abs((positive / groups.Positive) - (negative / groups.Negative)));
        }

        return largest;
    }
}
