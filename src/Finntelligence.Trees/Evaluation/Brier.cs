namespace Finntelligence.Trees.Evaluation;

/// <summary>Mean squared error of a probability.</summary>
public static class Brier
{
    /// <summary>Weighted mean, in [0, 1]; 0 is perfect.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ or a value is not allowed.</exception>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Of(ScoreGroups.OfProbabilities(probabilities, labels, weights));

    internal static double Of(ScoreGroups groups)
    {
        var sum = 0.0;
        foreach (var (probability, positive, negative) in groups.Items)
            sum += (positive * (1 - probability) * (1 - probability)) + (negative * probability * probability);
        return sum / groups.Weight;
    }
}
