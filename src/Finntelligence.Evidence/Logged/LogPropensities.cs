namespace Finntelligence.Evidence.Logged;

/// <summary>The probability of each offered rate by the log's own word, or by how often the stratum was offered such a rate.</summary>
internal sealed class LogPropensities
{
    // A rate at exactly the edge is in.
    private const double Rounding = 1e-6;

    private readonly Dictionary<string, double[]> _sorted;
    private readonly LoggedDecision[] _decisions;
    private readonly bool _own;
    private readonly double _step;
    private readonly double _window;

    /// <param name="decisions">All of the log's.</param>
    /// <param name="own">Whether the log has propensities.</param>
    /// <param name="step">Between two rates of the product's grid.</param>
    /// <param name="window">Half width, in points, within which a rate counts as another where strata are all there is.</param>
    public LogPropensities(LoggedDecision[] decisions, bool own, double step, double window)
    {
        (_decisions, _own, _step, _window) = (decisions, own, step, window);
        _sorted = own
            ? []
            : decisions.GroupBy(d => d.Stratum, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(d => (double)d.Terms.Rate).Order().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Half width within which a rate is the policy's.</summary>
    public double Window => _own ? _step / 2 : _window;

    /// <summary>The probability to divide by for a policy that names a rate.</summary>
    /// <param name="row">Of the decision.</param>
    /// <param name="rate">The policy's.</param>
    public double Of(int row, double rate) => _own ? _decisions[row].Propensity : Share(_decisions[row].Stratum, rate, _window);

    /// <summary>The density, per point, of the rate that was offered.</summary>
    public double Density(int row)
    {
        var decision = _decisions[row];
        return _own ? decision.Propensity / _step : Share(decision.Stratum, (double)decision.Terms.Rate, _window) / (2 * _window);
    }

    /// <summary>Whether a rate is the policy's.</summary>
    public bool Matches(int row, double rate) => Math.Abs((double)_decisions[row].Terms.Rate - rate) <= Window + Rounding;

    /// <summary>Part of the named rates that nobody in the stratum was offered; null where only the log knows.</summary>
    public double? Outside(IReadOnlyList<double> rates)
    {
        if (_own)
            return null;
        int named = 0, outside = 0;
        for (int row = 0; row < rates.Count; row++)
        {
            if (double.IsNaN(rates[row]))
                continue;
            named++;
            outside += Share(_decisions[row].Stratum, rates[row], _window) > 0 ? 0 : 1;
        }
        return named == 0 ? 0 : (double)outside / named;
    }

    private double Share(string stratum, double rate, double window)
    {
        double[] sorted = _sorted[stratum];
        return (double)(Below(sorted, rate + window + Rounding) - Below(sorted, rate - window - Rounding)) / sorted.Length;
    }

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
