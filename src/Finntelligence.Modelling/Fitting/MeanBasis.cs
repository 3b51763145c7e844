namespace Finntelligence.Modelling.Fitting;

/// <summary>What is held fixed of the mean rate of people alike: a level, and a line bent at the quartiles.</summary>
internal sealed class MeanBasis
{
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

    /// <summary>At a mean; one that is not known stands in the middle.</summary>
    public double[] Of(double mean)
    {
        if (_spread == 0)
            return [1];
        var at = double.IsFinite(mean) ? mean : _middle;
        return [1, (at - _middle) / _spread, .. _knots.Select(knot => Math.Max(0, at - knot) / _spread)];
    }
}
