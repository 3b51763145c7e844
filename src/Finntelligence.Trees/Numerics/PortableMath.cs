namespace Finntelligence.Trees.Numerics;

/// <summary>
/// Exponential and logarithm made of additions, multiplications and divisions only, so that they give the same bits on every
/// machine. The platform's own differ in the last bit from one processor to the next, and a model's bytes must not.
/// Relative error below 4e-16.
/// </summary>
public static class PortableMath
{
    internal const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has trailing zeros, so k × Ln2High is exact.
    internal const double Ln2High = 0.693147180369123816490;
    internal const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1 / n! for n = 13 … 0.</summary>
    internal static ReadOnlySpan<double> ExpSeries =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
        1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1,
    ];

    internal const double Sqrt2 = 1.4142135623730951;

    /// <summary>1 / n for n = 21, 19, … 1.</summary>
    internal static ReadOnlySpan<double> ArtanhSeries =>
        [1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1];

    /// <summary>e to the power x; 0 below −745, +∞ above 709.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x > 709)
            return double.PositiveInfinity;
        if (x < -745)
            return 0;
        var k = Math.Floor(x * Log2E + 0.5);
        var r = x - k * Ln2High - k * Ln2Low;

        // Taylor's series on |r| ≤ 0.347: the first term left out, r¹⁴ / 14!, is below 5e-18.
        var sum = ExpSeries[0];
        for (var i = 1; i < ExpSeries.Length; i++)
            sum = sum * r + ExpSeries[i];
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>Natural logarithm; NaN for negative numbers, −∞ for 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > Sqrt2)
        {
            m *= 0.5;
            k++;
        }

        // ln m = 2 artanh s, |s| ≤ 0.172: the first term left out, 2 s²³ / 23, is below 3e-19.
        var s = (m - 1) / (m + 1);
        var s2 = s * s;
        var sum = ArtanhSeries[0];
        for (var i = 1; i < ArtanhSeries.Length; i++)
            sum = sum * s2 + ArtanhSeries[i];
        return k * Ln2High + (k * Ln2Low + 2 * s * sum);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Exp(-x));
}
