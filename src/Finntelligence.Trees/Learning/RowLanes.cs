using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// Brings the bins of a block of rows together for summing: for every eight features a lane of 64-bit numbers, one per row, with a
/// bin in each byte. Rows lie scattered and are read once; their lanes are then read one after the other, each with its eight
/// tables in cache, and one load gives eight bins. It wins wherever narrow sums do.
/// </summary>
internal readonly ref struct RowLanes
{
    /// <summary>Features to a lane.</summary>
    public const int Width = 8;

    /// <summary>Most features at a time: a cache line of a row.</summary>
    public const int MostFeatures = 64;

    // Far enough for a row to come from memory, near enough for it to stay in cache until it is read.
    private const int Ahead = 64;

    private readonly BinnedRows _rows;

    /// <summary>The first of the eight bytes of a row that hold any of the features, and how many such eights there are.</summary>
    private readonly int _first;
    private readonly int _words;

    /// <summary>The bytes of each eight that hold features; empty where the features lie in lanes as they are.</summary>
    private readonly ReadOnlySpan<ulong> _masks;

    /// <param name="rows">The rows.</param>
    /// <param name="features">Ascending, at most <see cref="MostFeatures"/> of them.</param>
    /// <param name="masks">Room for an entry for every eight bytes of a row.</param>
    public RowLanes(BinnedRows rows, ReadOnlySpan<int> features, Span<ulong> masks)
    {
        _rows = rows;
        _first = features[0] / Width * Width;
        _words = ((features[^1] - _first) / Width) + 1;
        Count = (features.Length + Width - 1) / Width;
        if (features[0] == _first && features[^1] == _first + features.Length - 1)
            return;
        masks = masks[.._words];
        masks.Clear();
        foreach (var feature in features)
            masks[(feature - _first) / Width] |= 0xFFUL << ((feature - _first) % Width * 8);
        _masks = masks;
    }

    /// <summary>Number of lanes; the last may be partly filled.</summary>
    public int Count { get; }

    /// <summary>Takes the gradients of a block of rows and their lanes.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="gradients">Of all rows.</param>
    /// <param name="taken">First the gradients, then lane by lane.</param>
    /// <param name="spacing">Distance from one lane to the next in <paramref name="taken"/>; at least the rows in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<int> block, ReadOnlySpan<long> gradients, Span<ulong> taken, int spacing)
    {
        ref var target = ref MemoryMarshal.GetReference(taken);
        ref var gradient = ref MemoryMarshal.GetReference(gradients);
        for (var i = 0; i < block.Length; i++)
        {
            if (i + Ahead < block.Length)
            {
                var next = block[i + Ahead];
                Prefetch(ref Unsafe.As<long, byte>(ref Unsafe.Add(ref gradient, next)));
                Prefetch(ref Unsafe.Add(ref _rows.Row(next), _first));
            }

            var row = block[i];
            Unsafe.Add(ref target, i) = (ulong)Unsafe.Add(ref gradient, row);
            ref var source = ref Unsafe.As<byte, ulong>(ref Unsafe.Add(ref _rows.Row(row), _first));
            ref var lane = ref Unsafe.Add(ref target, i + spacing);
            if (_masks.IsEmpty)
                Copy(ref source, ref lane, spacing);
            else
                Pack(ref source, ref lane, spacing);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(ref ulong source, ref ulong lane, int spacing)
    {
        for (nint w = 0; w < _words; w++)
        {
            lane = Unsafe.Add(ref source, w);
            lane = ref Unsafe.Add(ref lane, spacing);
        }
    }

    /// <summary>Only some features are wanted, so their bytes are moved together.</summary>
    private void Pack(ref ulong source, ref ulong lane, int spacing)
    {
        ulong packed = 0;
        var filled = 0;
        for (var w = 0; w < _words; w++)
        {
            var mask = _masks[w];
            var bits = (int)ulong.PopCount(mask);
            var bins = Extract(Unsafe.Add(ref source, w), mask);
            packed |= bins << filled;
            filled += bits;
            if (filled < 64)
                continue;
            lane = packed;
            lane = ref Unsafe.Add(ref lane, spacing);
            filled -= 64;
            packed = filled == 0 ? 0 : bins >> (bits - filled);
        }

        if (filled > 0)
            lane = packed;
    }

    /// <summary>The bytes that the mask covers, moved together at the low end.</summary>
    private static ulong Extract(ulong bins, ulong mask)
    {
        if (Bmi2.X64.IsSupported)
            return Bmi2.X64.ParallelBitExtract(bins, mask);
        ulong packed = 0;
        for (var filled = 0; mask != 0; filled += 8)
        {
            var shift = BitOperations.TrailingZeroCount(mask);
            packed |= (bins >> shift & 0xFF) << filled;
            mask &= ~(0xFFUL << shift);
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref byte address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref address));
    }
}
