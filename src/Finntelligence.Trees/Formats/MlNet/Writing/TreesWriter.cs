using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>Writes the body of the trees' record.</summary>
internal static class TreesWriter
{
    private const int NoString = -1;

    public static void Write(ByteSink body, ImmutableArray<DecisionTree> trees, int featureCount)
    {
        body.Int32(sizeof(float)).Int32(trees.Length);
        foreach (var tree in trees)
            WriteTree(body, tree.Nodes.IsEmpty ? Constant(tree.Leaves[0]) : tree);
        body.Double(0).Int32(NoString).Int32(NoString).Int32(featureCount);
    }

    private static void WriteTree(ByteSink body, DecisionTree tree)
    {
        const byte regressionTree = 0;
        const double weight = 1;
        var nodes = tree.Nodes;
        body.Byte(regressionTree).Int32(tree.Leaves.Length).Double(tree.Leaves.Max(l => l.Value)).Double(weight);
        body.Array(nodes, n => body.Int32(n.Left));
        body.Array(nodes, n => body.Int32(n.Right));
        body.Array(nodes, n => body.Int32(n.Feature));
        // No categorical nodes.
        body.Int32(0);
        // Thresholds in bins of the training data: not used in scoring, but ML.NET's own files have them.
        body.Array(nodes, _ => body.UInt32(0));
        body.Array(nodes, n => body.Single(n.Threshold));
        // Where no missing value goes left the array may be left out, and missing values fail every test by themselves.
        body.Array(nodes.Any(n => n.MissingGoesLeft) ? nodes : [], n => body.Single(StandIn(n)));
        body.Array(tree.Leaves, l => body.Double(l.Value));
        body.Array(nodes, n => body.Double(n.Gain));
        // p-values and values before the split: information that we do not keep.
        body.Array(nodes, _ => body.Double(0));
        body.Array(nodes, _ => body.Double(0));
    }

    /// <summary>
    /// What ML.NET puts in the place of a missing value at a node: a number on the side to which missing values go. It is
    /// never 0, because ML.NET ignores an array of zeros.
    /// </summary>
    internal static float StandIn(SplitNode node)
    {
        if (node.MissingGoesLeft)
            return Math.Min(node.Threshold, -1f);
        // Nothing but NaN itself is above a threshold of infinity.
        return float.IsPositiveInfinity(node.Threshold) ? float.NaN : Math.Max(float.BitIncrement(node.Threshold), 1f);
    }

    // The format has no tree of one leaf.
    private static DecisionTree Constant(Leaf leaf) =>
        new([new SplitNode(Feature: 0, Threshold: 0, Left: ~0, Right: ~1, MissingGoesLeft: false, Gain: 0, leaf.Cover)], [leaf, leaf]);
}
