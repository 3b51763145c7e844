namespace Finntelligence.Experiments.Estimators;

/// <summary>
/// Chooses among estimators that trade bias for noise, by Lepski's principle: from the noisiest on, as long as each agrees with all before
/// it within their confidence widths. SLOPE of Su, Srinath and Krishnamurthy (2020), with the constant √6 − 1 of Tucker and Lee (2021) and
/// one-sided Student widths at 5 %, as the Open Bandit Pipeline has it, so that figures can be compared.
/// </summary>
public static class Slope
{
    private const double Risk = 0.05;
    private static readonly double Earlier = Math.Sqrt(6) - 1;

    /// <summary>The position of the estimator to use; the noisiest is taken for the least biased.</summary>
    /// <param name="candidates">For each the terms whose mean it is.</param>
    public static int Choose(IReadOnlyList<double[]> candidates) => Choose(candidates, widths => widths.Select((_, c) => c).OrderByDescending(c => widths[c]));

    /// <summary>The position of the estimator to use where bias is known to rise from each candidate to the next, whatever their noise.</summary>
    public static int ChooseByBias(IReadOnlyList<double[]> candidates) => Choose(candidates, widths => Enumerable.Range(0, widths.Length));

    private static int Choose(IReadOnlyList<double[]> candidates, Func<double[], IEnumerable<int>> inOrder)
    {
        var means = candidates.Select(terms => terms.Average()).ToArray();
        var widths = candidates.Select((terms, c) => Width(terms, means[c])).ToArray();
        int[] order = [.. inOrder(widths)];
        for (int position = 1; position < order.Length; position++)
        {
            int next = order[position];
            bool agrees = order.Take(position).All(j => Math.Abs(means[j] - means[next]) <= widths[next] + (Earlier * widths[j]));
            if (!agrees)
                return order[position - 1];
        }
        return order[^1];
    }

    private static double Width(double[] terms, double mean)
    {
        if (terms.Length < 2)
            return double.PositiveInfinity;
        double variance = terms.Sum(t => (t - mean) * (t - mean)) / terms.Length;
        return Math.Sqrt(variance / (terms.Length - 1)) * StudentQuantile.Of(1 - Risk, terms.Length - 1);
    }
}
