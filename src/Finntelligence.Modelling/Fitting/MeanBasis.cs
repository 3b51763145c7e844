namespace Finntelligence.Modelling.Fitting;

/// <summary>What is held fixed of the mean rate of people alike: a level, and a line bent at the quartiles.</summary>
internal sealed class MeanBasis
{
    /// <summary>Most numbers that there are: a level, a line and three bends.</summary>
    public const int Most = 5;

    private readonly double _middle;
    private readonly double _spread;
    private readonly double[] _knots;

    private MeanBasis(double middle, double spread, double[] knots) => (_middle, _spread, _knots) = (middle, spread, knots);

    /// <summary>Of the means of some rows.</summary>
    public static MeanBasis Of(double[] means)
    {
        double[] sorted = [.. means.Order()];
        double middle = means.Average(), spread = Math.Sqrt(means.Average(m => (m - middle) * (m - middle)));
        return spread < 1e-9
            ? new MeanBasis(middle, 0, [])
            : new MeanBasis(
                middle, spread, [.. new[] { 0.25, 0.5, 0.75 }.Select(q => sorted[(int)(q * (sorted.Length - 1))]).Distinct().Where(k => k > sorted[0] && k < sorted[^1])]);
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _spread == 0 ? 1 : 2 + _knots.Length;

    /// <summary>At a mean; one that is not known stands in the middle.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="values">Takes the first <see cref="Count"/> numbers; what comes after them is left alone.</param>
    public void Of(double mean, Span<double> values)
    {
        values[0] = 1;
        if (_spread == 0)
            return;
        var at = double.IsFinite(mean) ? mean : _middle;
        values[1] = (at - _middle) / _spread;
        for (var k = 0; k < _knots.Length; k++)
            values[2 + k] = Math.Max(0, at - _knots[k]) / _spread;
    }
}
