namespace Finntelligence.Trees.Evaluation;

/// <summary>Mean negative log-likelihood in nats.</summary>
public static class LogLoss
{
    /// <summary>Probabilities are held inside [1e-15, 1 − 1e-15], so that one certain mistake costs 34.5 and not infinity.</summary>
    public const double Clip = 1e-15;

    /// <summary>Weighted mean; 0 is perfect.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ or a value is not allowed.</exception>
    public static double Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default) =>
        Of(ScoreGroups.OfProbabilities(probabilities, labels, weights));

    internal static double Of(ScoreGroups groups)
    {
        var sum = 0.0;
        foreach (var group in groups.Items)
        {
            var probability = Math.Clamp(group.Score, Clip, 1 - Clip);
            sum -= (group.Positive * Math.Log(probability)) + (group.Negative * Math.Log(1 - probability));
        }

        return sum / groups.Weight;
    }
}
