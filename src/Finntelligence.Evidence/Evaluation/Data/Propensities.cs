namespace Finntelligence.Evidence.Evaluation.Data;

/// <summary>
/// How probable the experiment made a rate near another, within a stratum: the share of the stratum's letters with such a rate. It is
/// a property of the design and uses no outcome, so all rows count.
/// </summary>
internal sealed class Propensities
{
    // Rates have at most two decimals; a rate at exactly the window's edge is in.
    private const double Rounding = 1e-6;

    private readonly double[][] _sorted;

    public Propensities(Experiment experiment)
    {
        int strata = experiment.Strata.Length == 0 ? 0 : experiment.Strata.Max() + 1;
        var rates = Enumerable.Range(0, strata).Select(_ => new List<double>()).ToArray();
        for (int row = 0; row < experiment.Count; row++)
            rates[experiment.Strata[row]].Add(experiment.Rates[row]);
        _sorted = [.. rates.Select(r => r.Order().ToArray())];
    }

    /// <summary>Whether a rate counts as another.</summary>
    public static bool Matches(double rate, double other, double window) => Math.Abs(rate - other) <= window + Rounding;

    /// <summary>Probability of a rate within the window around another; 0 where the stratum has none.</summary>
    public double Of(int stratum, double rate, double window)
    {
        if (stratum >= _sorted.Length || _sorted[stratum] is not { Length: > 0 } sorted)
            return 0;
        int count = Below(sorted, rate + window + Rounding) - Below(sorted, rate - window - Rounding);
        return (double)count / sorted.Length;
    }

    // Number of rates below a limit.
    private static int Below(double[] sorted, double limit)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < limit)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
