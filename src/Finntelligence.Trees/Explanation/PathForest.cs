using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Explanation;

/// <summary>One tree: a run of nodes, and the groups it tests (ascending).</summary>
internal readonly record struct PathTree(int FirstNode, int NodeCount, int[] Groups);

/// <summary>
/// All that explanations need of an ensemble and that does not depend on a row: cover ratios, which earlier edge a node
/// refines, and the base value. Made once per explainer.
/// </summary>
internal sealed class PathForest
{
    private readonly List<PathTree> _trees = [];
    private readonly List<SplitNode> _categorySplits = [];

    /// <exception cref="InvalidEnsembleException">Covers so far apart that their ratio is no finite number.</exception>
    public PathForest(TreeEnsemble ensemble, int[] groups, int groupCount)
    {
        Nodes = new PathNode[ensemble.Trees.Sum(tree => tree.Nodes.Length)];
        Leaves = new double[ensemble.Trees.Sum(tree => tree.Leaves.Length)];
        BaseValue = ensemble.BaseScore;
        var paths = new PathScan(groupCount);
        int firstNode = 0, firstLeaf = 0;
        for (var t = 0; t < ensemble.Trees.Length; t++)
        {
            var tree = ensemble.Trees[t];
            var nodes = Nodes.AsSpan(firstNode, tree.Nodes.Length);
            for (var n = 0; n < nodes.Length; n++)
                nodes[n] = Lay(tree, n, groups, firstLeaf);
            for (var l = 0; l < tree.Leaves.Length; l++)
                Leaves[firstLeaf + l] = tree.Leaves[l].Value;
            BaseValue += MeanLeaf(tree, nodes);
            MostGroups = Math.Max(MostGroups, paths.Scan(nodes));
            if (!double.IsFinite(BaseValue) || HasInfiniteKnown(nodes))
                throw new InvalidEnsembleException($"Tree {t}: the covers of a node and its children are too far apart for a finite ratio.");

            // A tree of one leaf has nothing to share out: it only moves the base value.
            if (nodes.Length > 0)
                _trees.Add(new PathTree(firstNode, nodes.Length, [.. tree.Nodes.Select(n => groups[n.Feature]).Distinct().Order()]));
            MostNodes = Math.Max(MostNodes, nodes.Length);
            firstNode += nodes.Length;
            firstLeaf += tree.Leaves.Length;
        }

        Trees = [.. _trees];
        CategorySplits = [.. _categorySplits];
    }

    public PathNode[] Nodes { get; }

    public double[] Leaves { get; }

    public PathTree[] Trees { get; }

    public SplitNode[] CategorySplits { get; }

    /// <summary>Base score and the cover-weighted mean of every tree.</summary>
    public double BaseValue { get; }

    /// <summary>Distinct groups on a path, at most: what decides how many quadrature points are exact.</summary>
    public int MostGroups { get; }

    /// <summary>Inner nodes of the largest tree.</summary>
    public int MostNodes { get; }

    private PathNode Lay(DecisionTree tree, int index, int[] groups, int firstLeaf)
    {
        var node = tree.Nodes[index];
        if (node.Categories is not null)
            _categorySplits.Add(node);
        return new PathNode
        {
            Threshold = node.Threshold,
            Feature = node.Feature,
            Left = node.Left >= 0 ? node.Left : ~(firstLeaf + ~node.Left),
            Right = node.Right >= 0 ? node.Right : ~(firstLeaf + ~node.Right),
            Group = groups[node.Feature],
            MissingRight = node.MissingGoesLeft ? 0 : 1,
            CategorySplit = node.Categories is null ? -1 : _categorySplits.Count - 1,
            LeftRatio = Ratio(tree, node, node.Left),
            RightRatio = Ratio(tree, node, node.Right),
        };
    }

    private static bool HasInfiniteKnown(ReadOnlySpan<PathNode> nodes)
    {
        foreach (ref readonly var node in nodes)
        {
            if (!double.IsFinite(node.Known * node.LeftRatio) || !double.IsFinite(node.Known * node.RightRatio))
                return true;
        }

        return false;
    }

    /// <summary>Where no training row came, both sides are equally likely, as in XGBoost from 3.3 on.</summary>
    private static double Ratio(DecisionTree tree, SplitNode node, int child) =>
        node.Cover == 0 ? 0.5 : (child >= 0 ? tree.Nodes[child].Cover : tree.Leaves[~child].Cover) / node.Cover;

    /// <summary>The mean with the same ratios that the walk uses, or contributions would not add up to the score.</summary>
    private static double MeanLeaf(DecisionTree tree, ReadOnlySpan<PathNode> nodes)
    {
        if (nodes.IsEmpty)
            return tree.Leaves[0].Value;
        var mean = 0.0;
        var reach = new double[nodes.Length];
        reach[0] = 1;
        for (var n = 0; n < nodes.Length; n++)
        {
            var source = tree.Nodes[n];
            Add(source.Left, reach[n] * nodes[n].LeftRatio);
            Add(source.Right, reach[n] * nodes[n].RightRatio);
        }

        return mean;

        void Add(int child, double probability)
        {
            if (child >= 0)
                reach[child] = probability;
            else
                mean += probability * tree.Leaves[~child].Value;
        }
    }
}
