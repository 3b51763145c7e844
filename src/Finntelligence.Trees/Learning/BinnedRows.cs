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
    private readonly int[] _rowsInBin;
    private readonly byte[][]?[] _heavy = new byte[32][][];

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
        Offsets = new int[bins.Length + 1];
        for (var f = 0; f < bins.Length; f++)
            Offsets[f + 1] = Offsets[f] + bins[f].BinCount;
        _rowsInBin = new int[Offsets[^1]];
    }

    public int Count { get; }

    public FeatureBins[] Bins { get; }

    /// <summary>[feature][row].</summary>
    public byte[][] Columns { get; }

    /// <summary>Where each feature's bins begin in a histogram; one more entry for the end.</summary>
    public int[] Offsets { get; }

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

    /// <summary>For each feature the bins that hold more than so many rows: at most count ÷ rows of them.</summary>
    /// <param name="rows">A power of two.</param>
    public byte[][] BinsAbove(int rows) => _heavy[BitOperations.Log2((uint)rows)] ??= [.. Enumerable.Range(0, Bins.Length).Select(f =>
        Enumerable.Range(0, Bins[f].BinCount).Where(bin => _rowsInBin[Offsets[f] + bin] > rows).Select(bin => (byte)bin).ToArray())];

    public static BinnedRows Create(LabeledRows rows, FeatureBins[] bins, WorkerTeam team)
    {
        var binned = new BinnedRows(bins, rows.Count);
        var counts = new int[team.Size][];
        team.Run("bins", (rows.Count + BlockRows - 1) / BlockRows, (block, member) =>
            binned.Fill(rows.Values, block * BlockRows, Math.Min(rows.Count, (block + 1) * BlockRows), counts[member] ??= new int[binned.Offsets[^1]]));
        foreach (var counted in counts.OfType<int[]>())
        {
            for (var bin = 0; bin < counted.Length; bin++)
                binned._rowsInBin[bin] += counted[bin];
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
