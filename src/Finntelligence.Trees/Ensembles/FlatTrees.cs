using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// The ensemble as scoring sees it: all inner nodes of all trees in one array of 16-byte records, all leaf values in
/// another, tree after tree. A child ≥ 0 indexes the node array, a child &lt; 0 is leaf <c>~child</c> of the leaf array.
/// The feature field carries two flags: bit 31, missing goes left; bit 30, the threshold's bits index a category set.
/// </summary>
internal sealed class FlatTrees
{
    private const int MissingLeft = unchecked((int)0x8000_0000);
    private const int CategorySplit = 0x4000_0000;
    private const int FeatureMask = 0x3FFF_FFFF;

    private readonly Node[] _nodes;
    private readonly double[] _leaves;
    private readonly int[] _roots;
    private readonly ulong[][] _categorySets;

    public FlatTrees(ImmutableArray<DecisionTree> trees)
    {
        _nodes = new Node[trees.Sum(t => t.Nodes.Length)];
        _leaves = new double[trees.Sum(t => t.Leaves.Length)];
        _roots = new int[trees.Length];
        var sets = new List<ulong[]>();
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

    /// <summary>A start plus the leaf values a row reaches, added in the order of the trees in double.</summary>
    public double Sum(double start, ReadOnlySpan<float> row)
    {
        var sum = start;
        foreach (var root in _roots)
            sum += _leaves[LeafOf(root, row)];
        return sum;
    }

    /// <summary>The same in float32 (<see cref="ScoreArithmetic.Single"/>): every partial sum is rounded.</summary>
    public float SumSingle(float start, ReadOnlySpan<float> row)
    {
        var sum = start;
        foreach (var root in _roots)
            sum += (float)_leaves[LeafOf(root, row)];
        return sum;
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
            child = GoesLeft(node, value) ? node.Left : node.Right;
        }

        return ~child;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GoesLeft(in Node node, float value)
    {
        if (float.IsNaN(value))
            return (node.Feature & MissingLeft) != 0;
        return (node.Feature & CategorySplit) == 0 ? value <= node.Threshold : InSet(node.Threshold, value);
    }

    private bool InSet(float set, float value)
    {
        var words = _categorySets[BitConverter.SingleToInt32Bits(set)];
        if (!(value >= 0 && value < SplitNode.CategoryLimit) || (int)value != value)
            return false;
        var code = (int)value;
        return code >> 6 < words.Length && (words[code >> 6] >> (code & 63) & 1) != 0;
    }

    private static Node Flatten(SplitNode node, int firstNode, int firstLeaf, List<ulong[]> sets)
    {
        var feature = node.Feature | (node.MissingGoesLeft ? MissingLeft : 0);
        var threshold = node.Threshold;
        if (node.Categories is { } codes)
        {
            feature |= CategorySplit;
            threshold = BitConverter.Int32BitsToSingle(sets.Count);
            sets.Add(BitSet(codes));
        }

        return new Node(threshold, feature, Child(node.Left), Child(node.Right));

        int Child(int child) => child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
    }

    private static ulong[] BitSet(ImmutableArray<int> codes)
    {
        var words = new ulong[codes.IsEmpty ? 0 : (codes[^1] >> 6) + 1];
        foreach (var code in codes)
            words[code >> 6] |= 1UL << (code & 63);
        return words;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Node(float Threshold, int Feature, int Left, int Right);
}
