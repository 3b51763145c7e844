using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// A tree over bins, to score many rows at once. Every row stands at a node, at first at the root; each inner node in turn sends
/// those that stand at it on to a child, 64 rows at a time and without a branch. For small trees that takes far less than
/// to walk down row by row, which is what larger ones do.
/// </summary>
internal sealed class BinnedTree
{
    // A node is a signed byte, as in DecisionTree: an inner node from 0 on, leaf ~c below 0.
    private const int MostLeaves = 128;
    private const int BlockRows = 4096;
    private const int Bins = 256;

    private readonly DecisionTree _tree;
    private readonly byte[][] _columns;

    /// <summary>For each inner node the child of each bin.</summary>
    private readonly int[][] _children;

    /// <summary>For each inner node the last bin that goes left, and the bin of missing values; null where a set of categories goes left.</summary>
    private readonly (byte Bin, byte Missing)?[] _thresholds;

    /// <param name="tree">Grown on these bins.</param>
    /// <param name="rows">The rows to score.</param>
    public BinnedTree(DecisionTree tree, BinnedColumns rows)
    {
        _tree = tree;
        _columns = rows.Columns;
        _children = new int[tree.Nodes.Length][];
        _thresholds = new (byte, byte)?[tree.Nodes.Length];
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            var bins = rows.Bins[node.Feature];
            _children[n] = new int[Bins];
            Array.Fill(_children[n], node.Right);
            if (node.Categories is { } codes)
            {
                foreach (var code in codes)
                    _children[n][bins.BinOf(code)] = node.Left;
            }
            else
            {
                // A threshold is the upper bound of the last bin that goes left, +∞ that of the last one.
                var bin = bins.BinOf(node.Threshold);
                Array.Fill(_children[n], node.Left, 0, bin + 1);
                _thresholds[n] = (bin, (byte)bins.MissingBin);
            }

            _children[n][bins.MissingBin] = node.MissingGoesLeft ? node.Left : node.Right;
        }
    }

    /// <summary>Adds each row's value.</summary>
    /// <param name="scores">One for each row, the padding of the columns too.</param>
    /// <param name="from">First row; a multiple of <see cref="BinnedColumns.Lanes"/>.</param>
    /// <param name="to">Last row + 1; likewise.</param>
    public void AddTo(double[] scores, int from, int to)
    {
        if (_tree.Leaves.Length > MostLeaves)
        {
            for (var row = from; row < to; row++)
                scores[row] += _tree.Leaves[Walk(row)].Value;
            return;
        }

        Span<double> values = stackalloc double[MostLeaves];
        for (var leaf = 0; leaf < _tree.Leaves.Length; leaf++)
            values[leaf] = _tree.Leaves[leaf].Value;
        Span<byte> at = stackalloc byte[BlockRows];
        for (; from < to; from += BlockRows)
        {
            var block = at[..Math.Min(BlockRows, to - from)];
            Send(block, from);
            Add(scores.AsSpan(from, block.Length), block, values);
        }
    }

    private int Walk(int row)
    {
        var child = _tree.Nodes.IsEmpty ? ~0 : 0;
        while (child >= 0)
            child = _children[child][_columns[_tree.Nodes[child].Feature][row]];
        return ~child;
    }

    private void Send(Span<byte> at, int from)
    {
        at.Fill(_tree.Nodes.IsEmpty ? unchecked((byte)~0) : (byte)0);
        for (var n = 0; n < _children.Length; n++)
        {
            var node = _tree.Nodes[n];
            var bins = _columns[node.Feature].AsSpan(from, at.Length);
            if (_thresholds[n] is { } threshold)
                SendBelow(at, bins, (byte)n, threshold.Bin, node.MissingGoesLeft ? threshold.Missing : threshold.Bin, node);
            else
                SendByTable(at, bins, (byte)n, _children[n]);
        }
    }

    /// <param name="at">Where the rows stand.</param>
    /// <param name="bins">Of the node's feature.</param>
    /// <param name="number">The node's.</param>
    /// <param name="last">Bins up to this one go left.</param>
    /// <param name="also">And so does this one.</param>
    /// <param name="node">The node.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SendBelow(Span<byte> at, ReadOnlySpan<byte> bins, byte number, byte last, byte also, SplitNode node)
    {
        ref var to = ref MemoryMarshal.GetReference(at);
        ref var bin = ref MemoryMarshal.GetReference(bins);
        var (left, right) = (Vector512.Create(unchecked((byte)node.Left)), Vector512.Create(unchecked((byte)node.Right)));
        for (var i = 0; i < at.Length; i += BinnedColumns.Lanes)
        {
            var here = Vector512.LoadUnsafe(ref to, (nuint)i);
            var values = Vector512.LoadUnsafe(ref bin, (nuint)i);
            var goesLeft = Vector512.LessThanOrEqual(values, Vector512.Create(last)) | Vector512.Equals(values, Vector512.Create(also));
            var next = Vector512.ConditionalSelect(goesLeft, left, right);
            Vector512.ConditionalSelect(Vector512.Equals(here, Vector512.Create(number)), next, here).StoreUnsafe(ref to, (nuint)i);
        }
    }

    private static void SendByTable(Span<byte> at, ReadOnlySpan<byte> bins, byte number, int[] children)
    {
        for (var i = 0; i < at.Length; i++)
        {
            var next = unchecked((byte)children[bins[i]]);
            at[i] = at[i] == number ? next : at[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Span<double> scores, ReadOnlySpan<byte> at, ReadOnlySpan<double> values)
    {
        ref var value = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < at.Length; i++)
            scores[i] += Unsafe.Add(ref value, unchecked((byte)~at[i]));
    }
}
