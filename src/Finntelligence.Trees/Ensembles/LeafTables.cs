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
/// Layout: tree after tree, each a <typeparamref name="TTable"/> of three sizes (<see cref="LeafLanes"/> says what is in a lane): the
/// thresholds, path masks and path bits of 16 lanes, 64 bytes each, then those of the lanes beyond, then the features, a byte
/// each. The leaf values of a tree lie in another array, as many as there are lanes.
/// </para>
/// </summary>
/// <typeparam name="TTable">The smallest table that holds every tree.</typeparam>
internal sealed class LeafTables<TTable> : IScorer
    where TTable : struct, ILeafTable<TTable>
{
    // The sums and values of a block of rows stay in the first-level cache while the trees pass over them.
    private const int BlockRows = 64;

    private const int CacheLine = 64;

    private readonly TTable[] _tables;
    private readonly nint _start;
    private readonly double[] _leaves;
    private readonly uint[] _missingLeft;
    private readonly CategoryNode[][] _categories;
    private readonly bool _hasCategories;

    public LeafTables(ImmutableArray<DecisionTree> trees)
    {
        // One more, so that the first can begin at a cache line: a table is whole lines long, and a load across two costs double.
        _tables = GC.AllocateArray<TTable>(trees.Length + 1, pinned: true);
        _start = -Marshal.UnsafeAddrOfPinnedArrayElement(_tables, 0) & (CacheLine - 1);
        _leaves = new double[trees.Length * TTable.Lanes];
        _missingLeft = new uint[trees.Length];
        _categories = new CategoryNode[trees.Length][];
        for (var t = 0; t < trees.Length; t++)
        {
            var tree = trees[t];
            Table(t) = TTable.Of(new LeafLanes(tree, TTable.Lanes));
            for (var l = 0; l < tree.Leaves.Length; l++)
                _leaves[(t * TTable.Lanes) + l] = tree.Leaves[l].Value;
            for (var n = 0; n < tree.Nodes.Length; n++)
                _missingLeft[t] |= tree.Nodes[n].MissingGoesLeft ? 1u << n : 0;
            _categories[t] = [.. CategoryNode.Of(tree)];
        }

        _hasCategories = _categories.Any(c => c.Length > 0);
    }

    // In these two loops nothing is called: a call would have the row and the sum put into memory and fetched for every tree.
    public double Sum(double start, ReadOnlySpan<float> row)
    {
        if (_hasCategories)
            return SumWithCategories(start, row);
        var loaded = new RowValues(row);
        var values = loaded; // a copy whose address nobody has, so it stays in registers
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], 0));
        return sum;
    }

    public float SumSingle(float start, ReadOnlySpan<float> row)
    {
        if (_hasCategories)
            return SumSingleWithCategories(start, row);
        var loaded = new RowValues(row);
        var values = loaded;
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += (float)Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], 0));
        return sum;
    }

    private double SumWithCategories(double start, ReadOnlySpan<float> row)
    {
        var values = new RowValues(row);
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], CategoryLefts(t, row)));
        return sum;
    }

    private float SumSingleWithCategories(float start, ReadOnlySpan<float> row)
    {
        var values = new RowValues(row);
        var sum = start;
        for (var t = 0; t < _missingLeft.Length; t++)
            sum += (float)Leaf(t, LeafOf(in Table(t), values, _missingLeft[t], CategoryLefts(t, row)));
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
    private ref TTable Table(int tree) =>
        ref Unsafe.Add(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(_tables), _start), tree);

    // One leaf of every checked tree matches, so its number is within the tree's part.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double Leaf(int tree, int leaf) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_leaves), (tree * TTable.Lanes) + leaf);

    /// <param name="table">The tree.</param>
    /// <param name="values">The row.</param>
    /// <param name="missingLeft">Nodes that send a missing value left.</param>
    /// <param name="categoryLefts">Category nodes that send the row left.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LeafOf(ref readonly TTable table, RowValues values, uint missingLeft, uint categoryLefts)
    {
        var lefts = categoryLefts | table.Lefts(values);
        if (values.HasMissing)
            lefts |= table.Missing(values) & missingLeft;
        return BitOperations.TrailingZeroCount(table.Matches(lefts));
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
        return leaves <= LeafTable16.Lanes ? new LeafTables<LeafTable16>(trees)
            : leaves <= LeafTable24.Lanes ? new LeafTables<LeafTable24>(trees)
            : leaves <= LeafTable32.Lanes ? new LeafTables<LeafTable32>(trees)
            : null;
    }
}
