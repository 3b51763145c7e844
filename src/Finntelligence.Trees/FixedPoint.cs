namespace Finntelligence.Trees;

/// <summary>
/// The grid on which scores live: multiples of 2⁻³². Sums of such numbers below 2²⁰ are exact in double, so they do not
/// depend on the order of addition. One step is 2.3e-10 in log-odds.
/// </summary>
public static class FixedPoint
{
    private const double Scale = 4294967296.0;

    /// <summary>The nearest multiple of 2⁻³², ties to even. Rounding keeps order, so monotone stays monotone.</summary>
    public static double Round(double value) => Math.Round(value * Scale, MidpointRounding.ToEven) / Scale;
}
