using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// The ensemble as scoring sees it on a machine with AVX-512: no walk and no branch. All tests of a tree are made at once: one
/// instruction fetches the values of 16 nodes from a row held in registers, one compares them with their thresholds. The outcomes
/// are the bits of a number; each leaf knows which of them its path tests and what they must be, and 16 leaves are
/// compared at once; one matches.
/// <para>
/// Layout: a tree takes one <see cref="LeafTable"/>, or two when any tree has more than 16 leaves, and 16 leaf values for each.
/// Bit n of an outcome, a mask or <see cref="_missingLeft"/> belongs to node n and means left. Unused nodes are on no path; an unused
/// leaf's mask is 0 and its path bits are not, so it never matches.
/// </para>
/// </summary>
/// <typeparam name="TSize">How many tables a tree takes.</typeparam>
internal sealed class LeafTables<TSize> : IScorer
    where TSize : struct, ITreeSize
{
    // The sums and values of a block of rows stay in the first-level cache while the trees pass over them.
    private const int BlockRows = 64;

    private const int CacheLine = 64;

    private readonly LeafTable[] _tables;
    private readonly nint _start;
    private readonly double[] _leaves;
    private readonly uint[] _missingLeft;
    private readonly CategoryNode[][] _categories;
    private readonly bool _hasCategories;

    public LeafTables(ImmutableArray<DecisionTree> trees)
    {
        // One more, so that the first can begin at a cache line: a table is whole lines long, and a load across two costs double.
        _tables = GC.AllocateArray<LeafTable>((trees.Length * TSize.Tables) + 1, pinned: true);
        _start = -Marshal.UnsafeAddrOfPinnedArrayElement(_tables, 0) & (CacheLine - 1);
        _leaves = new double[trees.Length * TSize.Tables * LeafTable.Lanes];
        _missingLeft = new uint[trees.Length];
        _categories = new CategoryNode[trees.Length][];
        for (var t = 0; t < trees.Length; t++)
        {
            var tree = trees[t];
            LeafTable.Lay(tree, MemoryMarshal.CreateSpan(ref Table(t), TSize.Tables));
            for (var l = 0; l < tree.Leaves.Length; l++)
                _leaves[(t * TSize.Tables * LeafTable.Lanes) + l] = tree.Leaves[l].Value;
            for (var n = 0; n < tree.Nodes.Length; n++)
                _missingLeft[t] |= tree.Nodes[n].MissingGoesLeft ? 1u << n : 0;
            _categories[t] = [.. CategoryNode.Of(tree)];
        }

        _hasCategories = _categories.Any(c => c.Length > 0);
    }

    public double Sum(double start, ReadOnlySpan<float> row)
    {
        var values = new RowValues(row);
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], _hasCategories ? CategoryLefts(t, row) : 0));
        return sum;
    }

    public float SumSingle(float start, ReadOnlySpan<float> row)
    {
        var values = new RowValues(row);
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += (float)Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], _hasCategories ? CategoryLefts(t, row) : 0));
        return sum;
    }

    public void Sum(double start, bool single, ReadOnlySpan<float> rows, int width, Span<double> sums)
    {
        Span<RowValues> values = stackalloc RowValues[Math.Min(BlockRows, sums.Length)];
        Span<uint> categoryLefts = stackalloc uint[values.Length];
        sums.Fill(start);
        while (!sums.IsEmpty)
        {
            values = values[..Math.Min(values.Length, sums.Length)];
            for (var i = 0; i < values.Length; i++)
                values[i] = new RowValues(rows.Slice(i * width, width));
            for (var t = 0; t < _missingLeft.Length; t++)
            {
                for (var i = 0; _hasCategories && i < values.Length; i++)
                    categoryLefts[i] = CategoryLefts(t, rows.Slice(i * width, width));
                AddTree(t, single, values, categoryLefts, sums);
            }

            rows = rows[(values.Length * width)..];
            sums = sums[values.Length..];
        }
    }

    private void AddTree(int tree, bool single, ReadOnlySpan<RowValues> values, ReadOnlySpan<uint> categoryLefts, Span<double> sums)
    {
        ref readonly var table = ref Table(tree);
        ref var leaves = ref Leaf(tree, 0);
        var missingLeft = _missingLeft[tree];
        for (var i = 0; i < values.Length; i++)
        {
            var leaf = Unsafe.Add(ref leaves, LeafOf(in table, values[i], missingLeft, categoryLefts[i]));
            sums[i] = single ? (float)sums[i] + (float)leaf : sums[i] + leaf;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref LeafTable Table(int tree) =>
        ref Unsafe.Add(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_tables), _start), tree * TSize.Tables);

    // One leaf of every checked tree matches, so its number is within the tree's part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double Leaf(int tree, int leaf) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_leaves), (tree * TSize.Tables * LeafTable.Lanes) + leaf);

    /// <param name="first">The tree's first table; a second lies after it.</param>
    /// <param name="values">The row.</param>
    /// <param name="missingLeft">Nodes that send a missing value left.</param>
    /// <param name="categoryLefts">Category nodes that send the row left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LeafOf(ref readonly LeafTable first, RowValues values, uint missingLeft, uint categoryLefts)
    {
        ref readonly var second = ref Unsafe.Add(ref Unsafe.AsRef(in first), TSize.Tables - 1);
        var lefts = categoryLefts | first.Lefts(values);
        if (TSize.Tables == 2)
            lefts |= second.Lefts(values) << LeafTable.Lanes;
        if (values.HasMissing)
        {
            var missing = first.Missing(values);
            if (TSize.Tables == 2)
                missing |= second.Missing(values) << LeafTable.Lanes;
            lefts |= missing & missingLeft;
        }

        var matches = first.Matches(lefts);
        if (TSize.Tables == 2)
            matches |= second.Matches(lefts) << LeafTable.Lanes;
        return BitOperations.TrailingZeroCount(matches);
    }

    private uint CategoryLefts(int tree, ReadOnlySpan<float> row)
    {
        var lefts = 0u;
        foreach (var node in _categories[tree])
            lefts |= node.Codes.Contains(row[node.Feature]) ? 1u << node.Index : 0;
        return lefts;
    }

    private sealed record CategoryNode(int Index, int Feature, CategorySet Codes)
    {
        public static IEnumerable<CategoryNode> Of(DecisionTree tree)
        {
            for (var n = 0; n < tree.Nodes.Length; n++)
            {
                if (tree.Nodes[n].Categories is { } codes)
                    yield return new CategoryNode(n, tree.Nodes[n].Feature, new CategorySet(codes));
            }
        }
    }
}

/// <summary>Chooses the size for an ensemble.</summary>
internal static class LeafTables
{
    /// <summary>The tables, or null where the machine or the trees do not allow them: rows of more than 32 values, trees of more than 32 leaves.</summary>
    public static IScorer? For(int features, ImmutableArray<DecisionTree> trees)
    {
        if (!Avx512F.IsSupported || features > RowValues.Most)
            return null;
        var leaves = trees.Select(t => t.Leaves.Length).DefaultIfEmpty().Max();
        return leaves <= LeafTable.Lanes ? new LeafTables<OneTable>(trees)
            : leaves <= 2 * LeafTable.Lanes ? new LeafTables<TwoTables>(trees) : null;
    }
}

/// <summary>A constant that the compiler sees, so that each size has code of its own.</summary>
internal interface ITreeSize
{
    static abstract int Tables { get; }
}

/// <summary>Trees of up to 16 leaves.</summary>
internal readonly struct OneTable : ITreeSize
{
    public static int Tables => 1;
}

/// <summary>Trees of up to 32 leaves.</summary>
internal readonly struct TwoTables : ITreeSize
{
    public static int Tables => 2;
}
