using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Numerics;

/// <summary><see cref="PortableMath"/> on eight numbers at once, bit for bit the same: the same operations in the same order.</summary>
internal static class VectorMath
{
    // Adding it leaves the nearest integer (ties to even) in the low bits of a double's representation, as two's complement.
    private const double Shifter = 6755399441055744;

    // Within it e to the power x is a normal number, so the scale can be put together from its exponent bits.
    private const double ExpLimit = 700;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        if (!Vector512.LessThanOrEqualAll(Vector512.Abs(x), Vector512.Create(ExpLimit)))
            return OneByOne(x);
        return Vector512<double>.One / (Vector512<double>.One + Exp(-x));
    }

    /// <summary>−log sigmoid(margin), as max(−margin, 0) + log(1 + e^(−|margin|)) with the exponent never positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogLoss(Vector512<double> margin)
    {
        var magnitude = Vector512.Abs(margin);
        if (!Vector512.LessThanOrEqualAll(magnitude, Vector512.Create(ExpLimit)))
            return LogLossOneByOne(margin);
        return Vector512.Max(-margin, Vector512<double>.Zero) + LogBelowTwo(Vector512<double>.One + Exp(-magnitude));
    }

    /// <summary>The nearest integer, ties to even.</summary>
    /// <param name="x">Below 2⁵¹ in magnitude; beyond, the result has no meaning.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> RoundToInt64(Vector512<double> x) =>
        (x + Vector512.Create(Shifter)).AsInt64() - Vector512.Create(Shifter).AsInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> x)
    {
        var k = Vector512.Floor((x * PortableMath.Log2E) + Vector512.Create(0.5));
        var r = x - (k * PortableMath.Ln2High) - (k * PortableMath.Ln2Low);
        var sum = Vector512.Create(PortableMath.ExpSeries[0]);
        for (var i = 1; i < PortableMath.ExpSeries.Length; i++)
            sum = (sum * r) + Vector512.Create(PortableMath.ExpSeries[i]);
        var exponent = ((k + Vector512.Create(Shifter)).AsInt64() + Vector512.Create(1023L)) << 52;
        return sum * exponent.AsDouble();
    }

    /// <summary>Natural logarithm of numbers from 1 to 2, for which <see cref="PortableMath.Log"/> takes out no or one factor of 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogBelowTwo(Vector512<double> x)
    {
        var halved = Vector512.GreaterThan(x, Vector512.Create(PortableMath.Sqrt2));
        var m = Vector512.ConditionalSelect(halved, x * 0.5, x);
        var k = Vector512.ConditionalSelect(halved, Vector512<double>.One, Vector512<double>.Zero);
        var s = (m - Vector512<double>.One) / (m + Vector512<double>.One);
        var s2 = s * s;
        var sum = Vector512.Create(PortableMath.ArtanhSeries[0]);
        for (var i = 1; i < PortableMath.ArtanhSeries.Length; i++)
            sum = (sum * s2) + Vector512.Create(PortableMath.ArtanhSeries[i]);
        return (k * PortableMath.Ln2High) + ((k * PortableMath.Ln2Low) + (2 * s * sum));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> LogLossOneByOne(Vector512<double> margin)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
            margin = margin.WithElement(i, Math.Max(-margin[i], 0) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(margin[i]))));
        return margin;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> OneByOne(Vector512<double> x)
    {
        for (var i = 0; i < Vector512<double>.Count; i++)
            x = x.WithElement(i, PortableMath.Sigmoid(x[i]));
        return x;
    }
}
