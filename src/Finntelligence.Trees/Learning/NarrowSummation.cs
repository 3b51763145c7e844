using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Adds rows to a histogram with 64-bit additions: half the traffic of <see cref="WideSummation"/>. The sums are made in a table of
/// their own and taken over into the histogram at the end; for a feature with a bin that holds more rows than <see cref="NarrowSums"/>
/// has room for, whenever so many were added.
/// </summary>
internal sealed class NarrowSummation(BinnedRows rows, Gradients gradients)
{
    private const int BlockRows = 1024;

    /// <summary>Entries of a feature in the table: a constant, so that the eight bins of a row need no registers for where they begin.</summary>
    public const int Bins = 256;

    // Taking over fewer rows at a time costs more than narrow sums save.
    private const int FewestRows = 2048;

    /// <summary>Whether this is the faster way: many rows, without weights, whose sums fit.</summary>
    public bool Pays(int count) => gradients.Narrow is { } narrow && Math.Min(count, narrow.Rows) >= FewestRows;

    public void Add(ReadOnlySpan<int> nodeRows, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        var narrow = gradients.Narrow!.Value;
        var table = ArrayPool<long>.Shared.Rent(features.Length * Bins);
        Array.Clear(table, 0, features.Length * Bins);
        while (!nodeRows.IsEmpty)
        {
            var part = nodeRows[..Math.Min(narrow.Rows, nodeRows.Length)];
            nodeRows = nodeRows[part.Length..];
            Sum(narrow, part, features, table);
            for (var f = 0; f < features.Length; f++)
            {
                // Where even the largest bin fits, the sums of all rows do.
                if (!nodeRows.IsEmpty && rows.LargestBin[features[f]] <= narrow.Rows)
                    continue;
                var sums = table.AsSpan(f * Bins, rows.Bins[features[f]].BinCount);
                TakeOver(narrow, sums, histogram.AsSpan(rows.Offsets[features[f]]));
                sums.Clear();
            }
        }

        ArrayPool<long>.Shared.Return(table);
    }

    /// <summary>Adds rows to a table, in which the features lie one after the other, <see cref="Bins"/> entries each.</summary>
    public void Sum(NarrowSums narrow, ReadOnlySpan<int> part, ReadOnlySpan<int> features, long[] table)
    {
        Span<long> buffer = stackalloc long[BlockRows];
        while (!part.IsEmpty)
        {
            var block = part[..Math.Min(BlockRows, part.Length)];
            for (var i = 0; i < block.Length; i++)
            {
                rows.Prefetch(block[i]);
                buffer[i] = gradients.NarrowOf(block[i], narrow);
            }

            var f = 0;
            for (; f + 8 <= features.Length; f += 8)
                AddEight(block, buffer, features.Slice(f, 8), ref table[f * Bins]);
            for (; f + 4 <= features.Length; f += 4)
                AddFour(block, buffer, features.Slice(f, 4), ref table[f * Bins]);
            for (; f < features.Length; f++)
                AddOne(block, buffer, features[f], ref table[f * Bins]);
            part = part[block.Length..];
        }
    }

    /// <summary>Adds a feature's narrow sums to its part of a histogram.</summary>
    public static void TakeOver(NarrowSums narrow, ReadOnlySpan<long> sums, Span<Vector128<int>> histogram)
    {
        for (var bin = 0; bin < sums.Length; bin++)
            histogram[bin] += narrow.Take(sums[bin]);
    }

    // A bin number is a byte, so it is within a feature's part of the table.
    private void AddEight(ReadOnlySpan<int> block, ReadOnlySpan<long> buffer, ReadOnlySpan<int> features, ref long table)
    {
        nint a = features[0], b = features[1], c = features[2], d = features[3];
        nint e = features[4], f = features[5], g = features[6], h = features[7];
        for (var i = 0; i < block.Length; i++)
        {
            ref var row = ref rows.Row(block[i]);
            var gradient = buffer[i];
            Bin(ref table, 0, ref row, a) += gradient;
            Bin(ref table, 1, ref row, b) += gradient;
            Bin(ref table, 2, ref row, c) += gradient;
            Bin(ref table, 3, ref row, d) += gradient;
            Bin(ref table, 4, ref row, e) += gradient;
            Bin(ref table, 5, ref row, f) += gradient;
            Bin(ref table, 6, ref row, g) += gradient;
            Bin(ref table, 7, ref row, h) += gradient;
        }
    }

    private void AddFour(ReadOnlySpan<int> block, ReadOnlySpan<long> buffer, ReadOnlySpan<int> features, ref long table)
    {
        nint a = features[0], b = features[1], c = features[2], d = features[3];
        for (var i = 0; i < block.Length; i++)
        {
            ref var row = ref rows.Row(block[i]);
            var gradient = buffer[i];
            Bin(ref table, 0, ref row, a) += gradient;
            Bin(ref table, 1, ref row, b) += gradient;
            Bin(ref table, 2, ref row, c) += gradient;
            Bin(ref table, 3, ref row, d) += gradient;
        }
    }

    private void AddOne(ReadOnlySpan<int> block, ReadOnlySpan<long> buffer, int feature, ref long table)
    {
        for (var i = 0; i < block.Length; i++)
            Bin(ref table, 0, ref rows.Row(block[i]), feature) += buffer[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref long Bin(ref long table, [ConstantExpected] int position, ref byte row, nint feature) =>
        ref Unsafe.Add(ref table, (nint)Unsafe.Add(ref row, feature) + (position * Bins));
}
