using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// The rows as bin numbers, one byte per value, in both orders: by row for histograms, which read all features of a node's
/// rows, and by column for splitting a node, which reads one.
/// </summary>
internal sealed unsafe class BinnedRows : IDisposable
{
    // Few enough that a block of values, read once per column, stays in cache.
    private const int BlockRows = 512;

    private const int CacheLine = 64;

    // Rows are padded and aligned so that none touches more cache lines than it must.
    private readonly StoredArray<byte>? _matrix;
    private readonly StoredArray<byte>?[] _columns;
    private readonly int _stride;
    private readonly byte* _start;
    private readonly int[] _rowsInBin;
    private readonly byte[][]?[] _heavy = new byte[32][][];

    private BinnedRows(FeatureBins[] bins, int count, ScratchSpace space)
    {
        Bins = bins;
        Count = count;
        _stride = bins.Length <= CacheLine
            ? Math.Max(RowLanes.Width, (int)BitOperations.RoundUpToPowerOf2((uint)bins.Length))
            : (bins.Length + CacheLine - 1) / CacheLine * CacheLine;
        _columns = new StoredArray<byte>[bins.Length];
        try
        {
            _matrix = space.Allocate<byte>((long)_stride * count, isBulk: true);
            for (var f = 0; f < bins.Length; f++)
                _columns[f] = space.Allocate<byte>(count, isBulk: true);
        }
        catch
        {
            Dispose();
            throw;
        }

        _start = _matrix.Start;
        Offsets = new int[bins.Length + 1];
        for (var f = 0; f < bins.Length; f++)
            Offsets[f + 1] = Offsets[f] + bins[f].BinCount;
        _rowsInBin = new int[Offsets[^1]];
    }

    public int Count { get; }

    public FeatureBins[] Bins { get; }

    /// <summary>Where each feature's bins begin in a histogram; one more entry for the end.</summary>
    public int[] Offsets { get; }

    /// <summary>The bins of a feature, row by row.</summary>
    public ReadOnlyMemory<byte> Column(int feature) => _columns[feature]!.Memory;

    /// <summary>The bins of a row, feature by feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Row(int row) => ref *(_start + ((nint)row * _stride));

    /// <summary>Calls a row into cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int row)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_start + ((nint)row * _stride));
    }

    /// <summary>For each feature the bins that hold more than so many rows: at most count ÷ rows of them.</summary>
    /// <param name="rows">A power of two.</param>
    public byte[][] BinsAbove(int rows) => _heavy[BitOperations.Log2((uint)rows)] ??= [.. Enumerable.Range(0, Bins.Length).Select(f =>
        Enumerable.Range(0, Bins[f].BinCount).Where(bin => _rowsInBin[Offsets[f] + bin] > rows).Select(bin => (byte)bin).ToArray())];

    public static BinnedRows Create(LabeledRows rows, FeatureBins[] bins, WorkerTeam team)
    {
        var binned = new BinnedRows(bins, rows.Count, rows.Values.Space);
        var counts = new int[team.Size][];
        try
        {
            team.Run("bins", (rows.Count + BlockRows - 1) / BlockRows, (block, member) =>
                binned.Fill(rows.Values, block * BlockRows, Math.Min(rows.Count, (block + 1) * BlockRows), counts[member] ??= new int[binned.Offsets[^1]]));
        }
        catch
        {
            binned.Dispose();
            throw;
        }

        foreach (var counted in counts.OfType<int[]>())
        {
            for (var bin = 0; bin < counted.Length; bin++)
                binned._rowsInBin[bin] += counted[bin];
        }

        return binned;
    }

    public void Dispose()
    {
        _matrix?.Free();
        foreach (var column in _columns)
            column?.Free();
    }

    private void Fill(RowValues rows, int from, int to, int[] counts)
    {
        var buffer = ArrayPool<float>.Shared.Rent((to - from) * Bins.Length);
        Fill(rows.Rows(from, to - from, buffer), from, to, counts);
        ArrayPool<float>.Shared.Return(buffer);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(ReadOnlySpan<float> values, int from, int to, int[] counts)
    {
        var width = Bins.Length;
        for (var f = 0; f < width; f++)
        {
            var bins = Bins[f];
            var counted = counts.AsSpan(Offsets[f], bins.BinCount);
            var column = _columns[f]!.Start;
            for (var row = from; row < to; row++)
            {
                var bin = bins.BinOf(values[((row - from) * width) + f]);
                counted[bin]++;
                column[row] = bin;
                Unsafe.Add(ref Row(row), f) = bin;
            }
        }
    }
}
