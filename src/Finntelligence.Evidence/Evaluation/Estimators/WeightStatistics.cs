using Finntelligence.Evidence.Evaluation.Results;

namespace Finntelligence.Evidence.Evaluation.Estimators;

/// <summary>How much of the data speaks for a policy, and whether a few rows speak for it all.</summary>
internal static class WeightStatistics
{
    /// <summary>Figures of the weights of all rows.</summary>
    public static WeightFigures Of(double[] weights)
    {
        double[] sorted = [.. weights.Where(w => w > 0).Order()];
        if (sorted.Length == 0)
            return new WeightFigures(0, 0, 0, 0, 0, 0);
        double sum = sorted.Sum();
        int top = Math.Max(1, sorted.Length / 100);
        return new WeightFigures(
            sorted.Length, sum * sum / sorted.Sum(w => w * w), sum / weights.Length, sorted[(int)(0.99 * (sorted.Length - 1))], sorted[^1],
            sorted.AsSpan(sorted.Length - top).ToArray().Sum() / sum);
    }
}
