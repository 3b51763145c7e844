namespace Finntelligence.Trees.Evaluation;

/// <summary>Area under the ROC curve: the chance that a positive row scores above a negative one, a tie counting one half.</summary>
public static class Auc
{
    /// <summary>Weighted area, in [0, 1].</summary>
    /// <param name="scores">Any scale; only their order counts.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Of(ScoreGroups.Of(scores, labels, weights));

    internal static double Of(ScoreGroups groups)
    {
        groups.WithBothClasses();
        double negativeBelow = 0, area = 0;
        foreach (var group in groups.Items)
        {
            area += group.Positive * (negativeBelow + (group.Negative / 2));
            negativeBelow += group.Negative;
        }

        return area / (groups.Positive * groups.Negative);
    }
}
