using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>
/// Reads a record of trees, as FastTree, FastForest and LightGBM save them. Bias and tree weights are stored in it but play no part
/// in ML.NET's score, so none in ours.
/// </summary>
internal static class TreesReader
{
    // A tree of two leaves without the arrays that may be left out.
    private const int SmallestTree = 1 + 4 + 8 + 8 + (3 * 8) + 4 + 4 + 8 + 4 + 20 + 12 + 4 + 4;
    private const int NoString = -1;

    /// <summary>The trees over the features of the model.</summary>
    /// <param name="record">The record.</param>
    /// <param name="featureCount">Width of the features column.</param>
    /// <param name="kind">The one kind of tree that the record may hold.</param>
    public static ImmutableArray<DecisionTree> Read(Record record, int featureCount, TreeKind kind)
    {
        var body = record.Open();
        var valueSize = body.Int32();
        if (valueSize != sizeof(float))
            throw body.Fault($"feature values of {valueSize} bytes; {sizeof(float)} are supported");
        var count = body.Count("trees", SmallestTree);
        if (count > Limits.Trees)
            throw body.Fault($"{count} trees; {Limits.Trees} is the most that is read");
        var trees = ImmutableArray.CreateBuilder<DecisionTree>(count);
        for (var t = 0; t < count; t++)
            trees.Add(ReadTree(ref body, t, featureCount, kind));
        _ = body.Double();
        SkipText(record, ref body);
        SkipText(record, ref body);
        var declared = body.Int32();
        if (declared != featureCount)
            throw body.Fault($"the trees are for {declared} features, but the features column has {featureCount} slots");
        body.ExpectEnd();
        return trees.MoveToImmutable();
    }

    private static DecisionTree ReadTree(ref ByteCursor body, int index, int featureCount, TreeKind expected)
    {
        var kind = (TreeKind)body.Byte();
        if (kind != expected)
            throw body.Fault($"tree {index} is of kind {(int)kind}; only kind {(int)expected} is supported here");
        var leafCount = body.Int32();
        if (leafCount is < 2 or > Limits.Leaves)
            throw body.Fault($"tree {index} has {leafCount} leaves; 2 to {Limits.Leaves} are supported");
        _ = body.Double();
        _ = body.Double();
        var arrays = TreeArrays.Read(ref body, index, leafCount);
        if (kind == TreeKind.Quantile)
        {
            // The labels that fell into each leaf, and their weights: a forest's score is of the leaves' values.
            _ = body.Take(body.Count("labels", sizeof(double)) * sizeof(double));
            _ = body.Take(body.Count("label weights", sizeof(double)) * sizeof(double));
        }

        var order = TreeNumbering.ParentsFirst(body, index, arrays, leafCount);
        var newNumber = new int[order.Length];
        for (var n = 0; n < order.Length; n++)
            newNumber[order[n]] = n;

        var nodes = ImmutableArray.CreateBuilder<SplitNode>(order.Length);
        foreach (var n in order)
        {
            var feature = arrays.Features[n];
            if ((uint)feature >= (uint)featureCount)
                throw body.Fault($"tree {index}, node {n}: it tests feature {feature} of {featureCount}");
            var threshold = arrays.Thresholds[n];
            if (float.IsNaN(threshold))
                throw body.Fault($"tree {index}, node {n}: the threshold is not a number");
            // NaN ≤ threshold is false, so without a stand-in, or with NaN for one, a missing value goes right.
            var missingGoesLeft = arrays.StandIns is { } standIns && standIns[n] <= threshold;
            // Information only, so an unusable gain is no reason to refuse.
            var gain = double.IsFinite(arrays.Gains[n]) ? arrays.Gains[n] : 0;
            nodes.Add(new SplitNode(
                feature, threshold, Renumbered(arrays.Lower[n]), Renumbered(arrays.Higher[n]), missingGoesLeft, gain, Cover: 0));
        }

        var leaves = ImmutableArray.CreateBuilder<Leaf>(leafCount);
        for (var l = 0; l < leafCount; l++)
        {
            var value = arrays.Leaves[l];
            if (!double.IsFinite(value))
                throw body.Fault($"tree {index}, leaf {l}: the value is {value}");
            leaves.Add(new Leaf(value, Cover: 0));
        }

        var tree = new DecisionTree(nodes.MoveToImmutable(), leaves.MoveToImmutable());
        return TreeDepth.FaultOf(tree) is { } fault ? throw body.Fault($"tree {index}: {fault}") : tree;

        int Renumbered(int child) => child >= 0 ? newNumber[child] : child;
    }

    private static void SkipText(Record record, ref ByteCursor body)
    {
        var id = body.Int32();
        if (id != NoString)
            _ = record.Text(body, id);
    }
}

/// <summary>How a record says what kind of tree follows.</summary>
internal enum TreeKind : byte
{
    /// <summary>A tree of leaf values.</summary>
    Regression = 0,

    /// <summary>The same with the labels of the training rows in each leaf, as forests keep them.</summary>
    Quantile = 2,
}
