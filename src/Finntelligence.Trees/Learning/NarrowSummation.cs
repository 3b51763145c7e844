using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Adds rows to a histogram with 64-bit additions: half the traffic of <see cref="WideSummation"/>. The sums are made in a table of
/// their own and taken over into the histogram at the end; those of a bin that holds more rows than <see cref="NarrowSums"/> has room
/// for, whenever so many were added. It wins for nodes of many rows without weights.
/// </summary>
internal sealed class NarrowSummation(BinnedRows rows, Gradients gradients)
{
    // A block's lanes of 64 features stay in the second-level cache.
    private const int BlockRows = 2048;
    private const int MostMasks = 64;

    /// <summary>Entries of a feature in the table: a constant, so that the eight bins of a row need no registers for where they begin.</summary>
    public const int Bins = 256;

    // To clear the table and take it over costs more than so few rows save.
    private const int FewestRows = 2048;

    /// <summary>Whether this is the faster way: many rows, without weights, whose sums fit.</summary>
    public bool Pays(int count) => gradients.Narrow is not null && count >= FewestRows;

    public void Add(ReadOnlySpan<int> nodeRows, ReadOnlySpan<int> features, Vector128<int>[] histogram)
    {
        var narrow = gradients.Narrow!.Value;
        var table = ArrayPool<long>.Shared.Rent(features.Length * Bins);
        Array.Clear(table, 0, features.Length * Bins);
        var above = rows.BinsAbove(narrow.Rows);
        while (!nodeRows.IsEmpty)
        {
            var part = nodeRows[..Math.Min(narrow.Rows, nodeRows.Length)];
            nodeRows = nodeRows[part.Length..];
            Sum(part, features, table);
            for (var f = 0; f < features.Length && !nodeRows.IsEmpty; f++)
                TakeOver(narrow, table.AsSpan(f * Bins, Bins), above[features[f]], histogram.AsSpan(rows.Offsets[features[f]]));
        }

        for (var f = 0; f < features.Length; f++)
            TakeOver(narrow, table.AsSpan(f * Bins, rows.Bins[features[f]].BinCount), histogram.AsSpan(rows.Offsets[features[f]]));
        ArrayPool<long>.Shared.Return(table);
    }

    /// <summary>Adds rows to a table, in which the features lie one after the other, <see cref="Bins"/> entries each.</summary>
    public void Sum(ReadOnlySpan<int> part, ReadOnlySpan<int> features, Span<long> table)
    {
        const int MostLanes = RowLanes.MostFeatures / RowLanes.Width;
        var taken = ArrayPool<ulong>.Shared.Rent((1 + MostLanes) * BlockRows);
        Span<ulong> masks = stackalloc ulong[MostMasks];
        if (rows.Bins.Length > MostMasks * RowLanes.Width)
            masks = new ulong[(rows.Bins.Length / RowLanes.Width) + 1];
        for (var first = 0; first < features.Length; first += RowLanes.MostFeatures)
        {
            var together = features.Slice(first, Math.Min(RowLanes.MostFeatures, features.Length - first));
            var lanes = new RowLanes(rows, together, masks);
            for (var start = 0; start < part.Length; start += BlockRows)
            {
                var block = part.Slice(start, Math.Min(BlockRows, part.Length - start));
                lanes.Take(block, gradients.NarrowNumbers, taken, BlockRows);
                for (var f = 0; f < together.Length; f += RowLanes.Width)
                {
                    var lane = taken.AsSpan((1 + (f / RowLanes.Width)) * BlockRows, block.Length);
                    AddLane(taken.AsSpan(0, block.Length), lane, table[((first + f) * Bins)..], Math.Min(RowLanes.Width, together.Length - f));
                }
            }
        }

        ArrayPool<ulong>.Shared.Return(taken);
    }

    private static void AddLane(ReadOnlySpan<ulong> gradients, ReadOnlySpan<ulong> lane, Span<long> table, int features)
    {
        if (features == RowLanes.Width)
        {
            AddEight(gradients, lane, ref table[..(RowLanes.Width * Bins)][0]);
            return;
        }

        var f = 0;
        for (; f + 4 <= features; f += 4)
            AddFour(gradients, lane, 8 * f, ref table[(f * Bins)..][..(4 * Bins)][0]);
        for (; f < features; f++)
            AddOne(gradients, lane, 8 * f, ref table[(f * Bins)..][..Bins][0]);
    }

    /// <summary>Adds the narrow sums of some bins of a feature to its part of a histogram, and clears them.</summary>
    public static void TakeOver(NarrowSums narrow, Span<long> sums, byte[] bins, Span<Vector128<int>> histogram)
    {
        foreach (var bin in bins)
        {
            histogram[bin] += narrow.Take(sums[bin]);
            sums[bin] = 0;
        }
    }

    /// <summary>Adds a feature's narrow sums to its part of a histogram.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeOver(NarrowSums narrow, ReadOnlySpan<long> sums, Span<Vector128<int>> histogram)
    {
        for (var bin = 0; bin < sums.Length; bin++)
            histogram[bin] += narrow.Take(sums[bin]);
    }

    // A bin number is a byte, so it is within a feature's part of the table. Loops like these run long in the first calls already,
    // so they are compiled well at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEight(ReadOnlySpan<ulong> gradients, ReadOnlySpan<ulong> lane, ref long table)
    {
        for (var i = 0; i < gradients.Length && i < lane.Length; i++)
        {
            var bins = lane[i];
            var gradient = (long)gradients[i];
            Unsafe.Add(ref table, (nint)(byte)bins) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 8) + Bins) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 16) + (2 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 24) + (3 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 32) + (4 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 40) + (5 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 48) + (6 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 56) + (7 * Bins)) += gradient;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(ReadOnlySpan<ulong> gradients, ReadOnlySpan<ulong> lane, int shift, ref long table)
    {
        for (var i = 0; i < gradients.Length && i < lane.Length; i++)
        {
            var bins = (uint)(lane[i] >> shift);
            var gradient = (long)gradients[i];
            Unsafe.Add(ref table, (nint)(byte)bins) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 8) + Bins) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 16) + (2 * Bins)) += gradient;
            Unsafe.Add(ref table, (nint)(byte)(bins >> 24) + (3 * Bins)) += gradient;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(ReadOnlySpan<ulong> gradients, ReadOnlySpan<ulong> lane, int shift, ref long table)
    {
        for (var i = 0; i < gradients.Length && i < lane.Length; i++)
            Unsafe.Add(ref table, (nint)(byte)(lane[i] >> shift)) += (long)gradients[i];
    }
}
