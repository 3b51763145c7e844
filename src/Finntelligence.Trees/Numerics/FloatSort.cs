using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Numerics;

/// <summary>Sorts floats by radix: four passes over the bytes of keys that order like the numbers. Several times faster than comparing.</summary>
internal static class FloatSort
{
    private const int Radix = 256;

    /// <summary>Sorts in ascending order; −0 comes before 0.</summary>
    /// <param name="values">No NaN.</param>
    /// <param name="scratch">As long as the values; overwritten.</param>
    public static void Sort(Span<float> values, Span<float> scratch)
    {
        var keys = MemoryMarshal.Cast<float, uint>(values);
        var other = MemoryMarshal.Cast<float, uint>(scratch)[..keys.Length];
        Span<int> counts = stackalloc int[4 * Radix];
        counts.Clear();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = ToKey(keys[i]);
            keys[i] = key;
            counts[(int)(key & 0xFF)]++;
            counts[Radix + (int)(key >> 8 & 0xFF)]++;
            counts[(2 * Radix) + (int)(key >> 16 & 0xFF)]++;
            counts[(3 * Radix) + (int)(key >> 24)]++;
        }

        for (var pass = 0; pass < 4; pass++)
        {
            Scatter(keys, other, counts.Slice(pass * Radix, Radix), 8 * pass);
            var swap = keys;
            keys = other;
            other = swap;
        }

        for (var i = 0; i < keys.Length; i++)
            keys[i] = ToBits(keys[i]);
    }

    private static void Scatter(ReadOnlySpan<uint> from, Span<uint> to, Span<int> counts, int shift)
    {
        var start = 0;
        for (var i = 0; i < Radix; i++)
            (counts[i], start) = (start, start + counts[i]);
        foreach (var key in from)
            to[counts[(int)(key >> shift & 0xFF)]++] = key;
    }

    /// <summary>Negative numbers order backwards by their bits and come before the others.</summary>
    private static uint ToKey(uint bits) => (int)bits < 0 ? ~bits : bits | 0x8000_0000;

    private static uint ToBits(uint key) => (int)key < 0 ? key & 0x7FFF_FFFF : ~key;
}
