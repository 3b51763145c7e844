using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Finntelligence.Trees.Ensembles;

/// <summary>Sixteen nodes and sixteen leaves of a tree, as AVX-512 registers hold them (<see cref="LeafTables{TSize}"/>).</summary>
internal readonly struct LeafTable
{
    public const int Lanes = 16;

    private readonly Vector512<float> _thresholds;
    private readonly Vector512<uint> _masks;
    private readonly Vector512<uint> _bits;
    private readonly Vector512<int> _features;

    private LeafTable(ReadOnlySpan<int> features, ReadOnlySpan<float> thresholds, ReadOnlySpan<uint> masks, ReadOnlySpan<uint> bits)
    {
        _features = Vector512.Create(features);
        _thresholds = Vector512.Create(thresholds);
        _masks = Vector512.Create(masks);
        _bits = Vector512.Create(bits);
    }

    /// <summary>Fills one table or two with a tree.</summary>
    public static void Lay(DecisionTree tree, Span<LeafTable> tables)
    {
        Span<int> features = stackalloc int[tables.Length * Lanes];
        Span<float> thresholds = stackalloc float[tables.Length * Lanes];
        var masks = new uint[tables.Length * Lanes];
        var bits = new uint[tables.Length * Lanes];
        Array.Fill(bits, 1u);
        var paths = new (uint Mask, uint Bits)[tree.Nodes.Length];
        if (tree.Nodes.IsEmpty)
            SetPath(~0, 0, 0);
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            features[n] = node.Feature;
            // No value is at or below NaN: categories are tested elsewhere.
            thresholds[n] = node.Categories is null ? node.Threshold : float.NaN;
            SetPath(node.Left, paths[n].Mask | 1u << n, paths[n].Bits | 1u << n);
            SetPath(node.Right, paths[n].Mask | 1u << n, paths[n].Bits);
        }

        for (var t = 0; t < tables.Length; t++)
            tables[t] = new LeafTable(features[(t * Lanes)..], thresholds[(t * Lanes)..], masks.AsSpan(t * Lanes), bits.AsSpan(t * Lanes));

        void SetPath(int child, uint mask, uint outcome)
        {
            if (child >= 0)
                paths[child] = (mask, outcome);
            else
                (masks[~child], bits[~child]) = (mask, outcome);
        }
    }

    /// <summary>Which nodes send the row left by their thresholds; a missing value goes right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Lefts(RowValues row) =>
        (uint)Vector512.LessThanOrEqual(NodeValues(row), _thresholds).ExtractMostSignificantBits();

    /// <summary>Which nodes test a missing value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Missing(RowValues row) => (uint)Vector512.IsNaN(NodeValues(row)).ExtractMostSignificantBits();

    /// <summary>Which leaves' paths agree with the outcomes of all the tree's tests.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Matches(uint lefts) =>
        (uint)Vector512.Equals(Vector512.Create(lefts) & _masks, _bits).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<float> NodeValues(RowValues row) =>
        Avx512F.PermuteVar16x32x2(row.Low, _features, row.High);
}

/// <summary>A row of at most 32 values in two registers.</summary>
internal readonly struct RowValues
{
    public const int Most = 2 * LeafTable.Lanes;

    public readonly Vector512<float> Low;
    public readonly Vector512<float> High;
    public readonly bool HasMissing;

    public RowValues(ReadOnlySpan<float> row)
    {
        Span<float> padded = stackalloc float[Most];
        padded.Clear();
        row.CopyTo(padded);
        Low = Vector512.Create<float>(padded);
        High = Vector512.Create<float>(padded[LeafTable.Lanes..]);
        HasMissing = (Vector512.IsNaN(Low) | Vector512.IsNaN(High)) != Vector512<float>.Zero;
    }
}
