namespace Finntelligence.Experiments.Estimators;

/// <summary>An interval for a mean of bounded terms that holds at any number of them (Maurer and Pontil, 2009, theorem 4), both sides at once.</summary>
public static class EmpiricalBernstein
{
    /// <summary>mean ± √(2 V ln(4/δ) / n) + 7 R ln(4/δ) / (3 (n − 1)).</summary>
    /// <param name="terms">At least two.</param>
    /// <param name="range">Greatest possible term less the least: a promise of the caller, which the terms must keep.</param>
    /// <param name="confidence">1 − δ, in (0, 1).</param>
    public static Interval Of(double[] terms, double range, double confidence)
    {
        int n = terms.Length;
        if (n < 2)
            return new Interval(double.NegativeInfinity, double.PositiveInfinity);
        double mean = terms.Average(), variance = terms.Sum(t => (t - mean) * (t - mean)) / (n - 1), log = Math.Log(4 / (1 - confidence));
        double half = Math.Sqrt(2 * variance * log / n) + (7 * range * log / (3 * (n - 1)));
        return new Interval(mean - half, mean + half);
    }

    /// <summary>The greatest term that was seen less the least; weaker than a promise.</summary>
    public static double SeenRange(double[] terms) => terms.Length == 0 ? 0 : terms.Max() - terms.Min();
}
