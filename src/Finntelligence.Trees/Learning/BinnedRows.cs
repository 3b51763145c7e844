using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// The rows as bin numbers, one byte per value, in both orders: by row for histograms, which read all features of a node's
/// rows, and by column for splitting a node, which reads one.
/// </summary>
internal sealed class BinnedRows
{
    // Few enough that a block of values, read once per column, stays in cache.
    private const int BlockRows = 512;

    private const int CacheLine = 64;

    // Rows are padded and aligned so that none touches more cache lines than it must.
    private readonly byte[] _matrix;
    private readonly int _stride;
    private readonly int _start;

    private BinnedRows(FeatureBins[] bins, int count)
    {
        Bins = bins;
        Count = count;
        Columns = new byte[bins.Length][];
        for (var f = 0; f < bins.Length; f++)
            Columns[f] = GC.AllocateUninitializedArray<byte>(count);
        _stride = bins.Length <= CacheLine
            ? Math.Max(RowLanes.Width, (int)BitOperations.RoundUpToPowerOf2((uint)bins.Length))
            : (bins.Length + CacheLine - 1) / CacheLine * CacheLine;
        _matrix = GC.AllocateUninitializedArray<byte>(checked((_stride * count) + CacheLine), pinned: true);
        _start = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_matrix, 0) & (CacheLine - 1));
        LargestBin = new int[bins.Length];
        Offsets = new int[bins.Length + 1];
        for (var f = 0; f < bins.Length; f++)
            Offsets[f + 1] = Offsets[f] + bins[f].BinCount;
    }

    public int Count { get; }

    public FeatureBins[] Bins { get; }

    /// <summary>[feature][row].</summary>
    public byte[][] Columns { get; }

    /// <summary>Where each feature's bins begin in a histogram; one more entry for the end.</summary>
    public int[] Offsets { get; }

    /// <summary>For each feature the number of rows in the bin that holds most.</summary>
    public int[] LargestBin { get; }

    /// <summary>The bins of a row, feature by feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Row(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_matrix), ((nint)row * _stride) + _start);

    /// <summary>Calls a row into cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int row)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Row(row)));
    }

    public static BinnedRows Create(LabeledRows rows, FeatureBins[] bins, WorkerTeam team)
    {
        var binned = new BinnedRows(bins, rows.Count);
        var counts = new int[team.Size][];
        team.Run("bins", (rows.Count + BlockRows - 1) / BlockRows, (block, member) =>
            binned.Fill(rows.Values, block * BlockRows, Math.Min(rows.Count, (block + 1) * BlockRows), counts[member] ??= new int[binned.Offsets[^1]]));
        for (var f = 0; f < bins.Length; f++)
        {
            for (var bin = binned.Offsets[f]; bin < binned.Offsets[f + 1]; bin++)
                binned.LargestBin[f] = Math.Max(binned.LargestBin[f], counts.Sum(c => c is null ? 0 : c[bin]));
        }

        return binned;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(float[] values, int from, int to, int[] counts)
    {
        var width = Bins.Length;
        for (var f = 0; f < width; f++)
        {
            var bins = Bins[f];
            var counted = counts.AsSpan(Offsets[f], bins.BinCount);
            ref var column = ref MemoryMarshal.GetArrayDataReference(Columns[f]);
            for (var row = from; row < to; row++)
            {
                var bin = bins.BinOf(values[((nint)row * width) + f]);
                counted[bin]++;
                Unsafe.Add(ref column, row) = bin;
                Unsafe.Add(ref Row(row), f) = bin;
            }
        }
    }
}
