using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// All trees in one array of 16-byte nodes, laid out for being asked with some features free. A child ≥ 0 is a node, a child
/// &lt; 0 is leaf <c>~child</c>. A free feature's threshold is replaced by the number of its cut, which a
/// <see cref="GridScratch"/> turns into a position on the axis.
/// </summary>
internal sealed class ResidualForest
{
    /// <summary>Nodes of all trees.</summary>
    public readonly Node[] Nodes;

    /// <summary>Each tree's root.</summary>
    public readonly int[] Roots;

    /// <summary>Leaf values of all trees.</summary>
    public readonly double[] Leaves;

    /// <summary>Bit sets of the categories that go left.</summary>
    public readonly ulong[][] CategorySets;

    /// <summary>The free features that are split on.</summary>
    public readonly ImmutableArray<FreeFeature> Free;

    /// <summary>Lays out an ensemble.</summary>
    /// <param name="ensemble">Its trees.</param>
    /// <param name="axisOf">For each feature the axis it is free on; null if it is known.</param>
    public ResidualForest(TreeEnsemble ensemble, ImmutableArray<int?> axisOf)
    {
        var trees = ensemble.Trees.Select(t => FreeCategories.AsThresholds(t, axisOf)).ToArray();
        Free = Frees(trees, axisOf);
        var cuts = new Dictionary<(int, FreeThreshold), int>();
        foreach (var free in Free)
        {
            for (var i = 0; i < free.Thresholds.Length; i++)
                cuts[(free.Feature, free.Thresholds[i])] = free.FirstCut + i;
        }

        var nodes = new List<Node>();
        var leaves = new List<double>();
        var sets = new List<ulong[]>();
        Roots = new int[trees.Length];
        for (var t = 0; t < trees.Length; t++)
        {
            var (firstNode, firstLeaf) = (nodes.Count, leaves.Count);
            Roots[t] = trees[t].Nodes.IsEmpty ? ~firstLeaf : firstNode;
            foreach (var node in trees[t].Nodes)
            {
                nodes.Add(axisOf[node.Feature] is { } axis
                    ? new Node(~axis, cuts[(node.Feature, ThresholdOf(node))], Child(node.Left), Child(node.Right))
                    : Known(node, Child(node.Left), Child(node.Right), sets));
            }

            leaves.AddRange(ensemble.Trees[t].Leaves.Select(l => l.Value));

            int Child(int child) => child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
        }

        (Nodes, Leaves, CategorySets) = ([.. nodes], [.. leaves], [.. sets]);
    }

    /// <summary>Number of cuts of all free features.</summary>
    public int CutCount => Free.IsEmpty ? 0 : Free[^1].FirstCut + Free[^1].Thresholds.Length;

    private static FreeThreshold ThresholdOf(SplitNode node) => new(node.Threshold, node.MissingGoesLeft);

    private static ImmutableArray<FreeFeature> Frees(DecisionTree[] trees, ImmutableArray<int?> axisOf)
    {
        var frees = ImmutableArray.CreateBuilder<FreeFeature>();
        var cuts = 0;
        foreach (var splits in trees.SelectMany(t => t.Nodes).Where(n => axisOf[n.Feature] is not null).GroupBy(n => n.Feature).OrderBy(g => g.Key))
        {
            var thresholds = splits.Select(ThresholdOf).Distinct().OrderBy(t => t.Value).ThenBy(t => t.MissingGoesLeft).ToImmutableArray();
            frees.Add(new FreeFeature(splits.Key, axisOf[splits.Key]!.Value, thresholds, cuts));
            cuts += thresholds.Length;
        }

        return frees.ToImmutable();
    }

    private static Node Known(SplitNode node, int left, int right, List<ulong[]> sets)
    {
        var test = node.Feature | (node.MissingGoesLeft ? Node.MissingLeft : 0);
        if (node.Categories is not { } codes)
            return new Node(test, BitConverter.SingleToInt32Bits(node.Threshold), left, right);
        var words = new ulong[codes.IsEmpty ? 0 : (codes[^1] >> 6) + 1];
        foreach (var code in codes)
            words[code >> 6] |= 1UL << (code & 63);
        sets.Add(words);
        return new Node(test | Node.CategorySplit, sets.Count - 1, left, right);
    }

    /// <summary>An inner node.</summary>
    /// <param name="Test">Below 0: the complement of a free feature's axis. Else the feature that is known, with two flags.</param>
    /// <param name="Operand">A cut's number, a threshold's bits, or a category set's number.</param>
    /// <param name="Left">Child.</param>
    /// <param name="Right">Child.</param>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public readonly record struct Node(int Test, int Operand, int Left, int Right)
    {
        public const int MissingLeft = 0x4000_0000;
        public const int CategorySplit = 0x2000_0000;
        public const int FeatureMask = 0x1FFF_FFFF;
    }
}
