using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.RateCards.Search;

/// <summary>Sums of vectors, several numbers at a time. Each number is summed for itself, so the result does not depend on the machine.</summary>
internal static class SumVectors
{
    /// <summary>Adds a part of an array to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(this double[] vectors, Span<double> sum, int at, int width)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(vectors.AsSpan(at, width));
        var to = MemoryMarshal.Cast<double, Vector<double>>(sum[..width]);
        for (int i = 0; i < to.Length; i++)
            to[i] += from[i];
        for (int i = to.Length * Vector<double>.Count; i < width; i++)
            sum[i] += vectors[at + i];
    }

    /// <summary>Whole − part.</summary>
    public static void Subtract(ReadOnlySpan<double> whole, ReadOnlySpan<double> part, Span<double> rest)
    {
        var a = MemoryMarshal.Cast<double, Vector<double>>(whole);
        var b = MemoryMarshal.Cast<double, Vector<double>>(part);
        var c = MemoryMarshal.Cast<double, Vector<double>>(rest[..whole.Length]);
        for (int i = 0; i < c.Length; i++)
            c[i] = a[i] - b[i];
        for (int i = c.Length * Vector<double>.Count; i < whole.Length; i++)
            rest[i] = whole[i] - part[i];
    }

    /// <summary>The greatest number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Greatest(ReadOnlySpan<double> values)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        double greatest = double.NegativeInfinity;
        if (vectors.Length > 0)
        {
            var most = vectors[0];
            for (int i = 1; i < vectors.Length; i++)
                most = Vector.ConditionalSelect(Vector.GreaterThan(vectors[i], most), vectors[i], most);
            for (int i = 0; i < Vector<double>.Count; i++)
                greatest = Math.Max(greatest, most[i]);
        }

        for (int i = vectors.Length * Vector<double>.Count; i < values.Length; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }

    /// <summary>
    /// The greatest numbers of four groups: a part and the rest of one whole, a part and the rest of another.
    /// </summary>
    /// <param name="part">Of the first whole.</param>
    /// <param name="whole">The first.</param>
    /// <param name="bothParts">The same parts of both wholes together.</param>
    /// <param name="otherWhole">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double Part, double Remainder, double OtherPart, double OtherRemainder) Greatest(
        ReadOnlySpan<double> part, ReadOnlySpan<double> whole, ReadOnlySpan<double> bothParts, ReadOnlySpan<double> otherWhole)
    {
        var p = MemoryMarshal.Cast<double, Vector<double>>(part);
        var w = MemoryMarshal.Cast<double, Vector<double>>(whole);
        var b = MemoryMarshal.Cast<double, Vector<double>>(bothParts);
        var o = MemoryMarshal.Cast<double, Vector<double>>(otherWhole);
        if (p.Length * Vector<double>.Count != part.Length)
            return Plain(part, whole, bothParts, otherWhole);
        Vector<double> m0 = p[0], m1 = w[0] - p[0], m2 = b[0] - p[0], m3 = o[0] - m2;
        for (int i = 1; i < p.Length; i++)
        {
            Vector<double> low = p[i], rest = w[i] - low, other = b[i] - low, otherRest = o[i] - other;
            m0 = Vector.ConditionalSelect(Vector.GreaterThan(low, m0), low, m0);
            m1 = Vector.ConditionalSelect(Vector.GreaterThan(rest, m1), rest, m1);
            m2 = Vector.ConditionalSelect(Vector.GreaterThan(other, m2), other, m2);
            m3 = Vector.ConditionalSelect(Vector.GreaterThan(otherRest, m3), otherRest, m3);
        }

        return (Across(m0), Across(m1), Across(m2), Across(m3));
    }

    private static (double, double, double, double) Plain(
        ReadOnlySpan<double> part, ReadOnlySpan<double> whole, ReadOnlySpan<double> bothParts, ReadOnlySpan<double> otherWhole)
    {
        double m0 = double.NegativeInfinity, m1 = m0, m2 = m0, m3 = m0;
        for (int i = 0; i < part.Length; i++)
        {
            double other = bothParts[i] - part[i];
            m0 = Math.Max(m0, part[i]);
            m1 = Math.Max(m1, whole[i] - part[i]);
            m2 = Math.Max(m2, other);
            m3 = Math.Max(m3, otherWhole[i] - other);
        }

        return (m0, m1, m2, m3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Across(Vector<double> vector)
    {
        double greatest = vector[0];
        for (int i = 1; i < Vector<double>.Count; i++)
            greatest = vector[i] > greatest ? vector[i] : greatest;
        return greatest;
    }
}
