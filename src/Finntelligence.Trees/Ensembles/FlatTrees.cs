using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// The ensemble as scoring sees it on any machine: all inner nodes of all trees in one array of 16-byte records, all leaf values
/// in another, tree after tree. A child ≥ 0 indexes the node array, a child &lt; 0 is leaf <c>~child</c> of the leaf array.
/// The feature field carries two flags: bit 31, missing goes left; bit 30, the threshold's bits index a category set.
/// The two children lie side by side, so that the walk picks one by number and not by a branch the processor cannot predict.
/// </summary>
internal sealed class FlatTrees : IScorer
{
    private const int MissingLeft = unchecked((int)0x8000_0000);
    private const int CategorySplit = 0x4000_0000;
    private const int FeatureMask = 0x3FFF_FFFF;

    private readonly Node[] _nodes;
    private readonly double[] _leaves;
    private readonly int[] _roots;
    private readonly CategorySet[] _categorySets;

    public FlatTrees(ImmutableArray<DecisionTree> trees)
    {
        _nodes = new Node[trees.Sum(t => t.Nodes.Length)];
        _leaves = new double[trees.Sum(t => t.Leaves.Length)];
        _roots = new int[trees.Length];
        var sets = new List<CategorySet>();
        int firstNode = 0, firstLeaf = 0;
        for (var t = 0; t < trees.Length; t++)
        {
            var tree = trees[t];
            _roots[t] = tree.Nodes.IsEmpty ? ~firstLeaf : firstNode;
            foreach (var (node, n) in tree.Nodes.Select((node, n) => (node, n)))
                _nodes[firstNode + n] = Flatten(node, firstNode, firstLeaf, sets);
            for (var l = 0; l < tree.Leaves.Length; l++)
                _leaves[firstLeaf + l] = tree.Leaves[l].Value;
            firstNode += tree.Nodes.Length;
            firstLeaf += tree.Leaves.Length;
        }

        _categorySets = [.. sets];
    }

    public double Sum(double start, ReadOnlySpan<float> row)
    {
        var sum = start;
        foreach (var root in _roots)
            sum += _leaves[LeafOf(root, row)];
        return sum;
    }

    public float SumSingle(float start, ReadOnlySpan<float> row)
    {
        var sum = start;
        foreach (var root in _roots)
            sum += (float)_leaves[LeafOf(root, row)];
        return sum;
    }

    public void Sum(double start, bool single, ReadOnlySpan<float> rows, int width, Span<double> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            var row = rows.Slice(i * width, width);
            sums[i] = single ? SumSingle((float)start, row) : Sum(start, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int LeafOf(int root, ReadOnlySpan<float> row)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        ref var values = ref MemoryMarshal.GetReference(row);
        var child = root;
        while (child >= 0)
        {
            ref var node = ref Unsafe.Add(ref nodes, child);
            // The constructor of the ensemble checked every feature index against the row's length.
            var value = Unsafe.Add(ref values, node.Feature & FeatureMask);
            child = Unsafe.Add(ref Unsafe.AsRef(in node.Left), GoesRight(node, value));
        }

        return ~child;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int GoesRight(in Node node, float value)
    {
        // Few rows have a missing value where they are tested and few splits are on categories: these branches are predicted.
        if (float.IsNaN(value))
            return node.Feature >= 0 ? 1 : 0;
        if ((node.Feature & CategorySplit) != 0)
            return _categorySets[BitConverter.SingleToInt32Bits(node.Threshold)].Contains(value) ? 0 : 1;
        return Unsafe.BitCast<bool, byte>(value > node.Threshold);
    }

    private static Node Flatten(SplitNode node, int firstNode, int firstLeaf, List<CategorySet> sets)
    {
        var feature = node.Feature | (node.MissingGoesLeft ? MissingLeft : 0);
        var threshold = node.Threshold;
        if (node.Categories is { } codes)
        {
            feature |= CategorySplit;
            threshold = BitConverter.Int32BitsToSingle(sets.Count);
            sets.Add(new CategorySet(codes));
        }

        return new Node(threshold, feature, Child(node.Left), Child(node.Right));

        int Child(int child) => child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct Node(float threshold, int feature, int left, int right)
    {
        public readonly float Threshold = threshold;
        public readonly int Feature = feature;
        public readonly int Left = left;
        public readonly int Right = right;
    }
}
