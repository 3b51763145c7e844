namespace Finntelligence.Modelling.Identification;

/// <summary>
/// Brings a column to mean 0 and deviation 1; the farthest are brought near, since a few of them would take all the weight, and a missing one stands in
/// the middle.
/// </summary>
internal sealed class StandardScale
{
    private const double Farthest = 4;

    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _rest;

    private StandardScale(double mean, double deviation, double[] column)
    {
        (_mean, _deviation) = (mean, deviation);
        _rest = column.Average(Near);
    }

    /// <summary>Of a column; one without a value is 0 everywhere.</summary>
    public static StandardScale Of(double[] column)
    {
        double sum = 0, squares = 0;
        long known = 0;
        foreach (var value in column)
        {
            if (double.IsNaN(value))
                continue;
            sum += value;
            known++;
        }

        if (known == 0)
            return new StandardScale(0, 0, [0]);
        var mean = sum / known;
        foreach (var value in column)
        {
            if (!double.IsNaN(value))
                squares += (value - mean) * (value - mean);
        }

        return new StandardScale(mean, Math.Sqrt(squares / known), column);
    }

    /// <summary>A value of the column, brought to it.</summary>
    public double At(double value) => Near(value) - _rest;

    private double Near(double value) =>
        double.IsNaN(value) || _deviation == 0 ? 0 : Math.Clamp((value - _mean) / _deviation, -Farthest, Farthest);
}
