using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles;

/// <summary>What must hold before a tree is walked: every node reached exactly once, every index in range, every number finite.</summary>
internal static class EnsembleChecks
{
    public static void Check(
        ImmutableArray<FeatureSpec> features, double baseScore, ImmutableArray<DecisionTree> trees, ScoreArithmetic arithmetic)
    {
        if (!Enum.IsDefined(arithmetic))
            throw new InvalidEnsembleException($"The score arithmetic {(int)arithmetic} is unknown.");
        if (!double.IsFinite(baseScore))
            throw new InvalidEnsembleException($"The base score is {baseScore}.");
        var twice = features.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new InvalidEnsembleException($"Two features are named '{twice.Key}'.");
        for (var t = 0; t < trees.Length; t++)
            CheckTree(t, trees[t], features.Length);
        if (arithmetic == ScoreArithmetic.Single)
            CheckSingle(baseScore, trees);
    }

    private static void CheckSingle(double baseScore, ImmutableArray<DecisionTree> trees)
    {
        if ((float)baseScore != baseScore)
            throw new InvalidEnsembleException($"The base score {baseScore} is no float32, which single arithmetic needs.");
        for (var t = 0; t < trees.Length; t++)
        {
            for (var l = 0; l < trees[t].Leaves.Length; l++)
            {
                if ((float)trees[t].Leaves[l].Value != trees[t].Leaves[l].Value)
                    throw Fault(t, $"leaf {l} is no float32, which single arithmetic needs");
            }
        }
    }

    private static void CheckTree(int index, DecisionTree tree, int featureCount)
    {
        if (tree.Leaves.Length != tree.Nodes.Length + 1)
            throw Fault(index, $"{tree.Nodes.Length} inner nodes need {tree.Nodes.Length + 1} leaves, not {tree.Leaves.Length}");

        // Parents come before their children and each child has one parent, so every walk ends and reaches a leaf.
        var nodeSeen = new bool[tree.Nodes.Length];
        var leafSeen = new bool[tree.Leaves.Length];
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            if ((uint)node.Feature >= (uint)featureCount)
                throw Fault(index, $"node {n} tests feature {node.Feature} of {featureCount}");
            if (node.Categories is null && float.IsNaN(node.Threshold))
                throw Fault(index, $"node {n} has no threshold");
            if (!(node.Cover >= 0) || double.IsInfinity(node.Cover))
                throw Fault(index, $"node {n} has cover {node.Cover}");
            CheckCategories(index, n, node.Categories);
            CheckChild(index, n, node.Left, nodeSeen, leafSeen);
            CheckChild(index, n, node.Right, nodeSeen, leafSeen);
        }

        for (var l = 0; l < tree.Leaves.Length; l++)
        {
            if (!double.IsFinite(tree.Leaves[l].Value))
                throw Fault(index, $"leaf {l} has value {tree.Leaves[l].Value}");
            if (!(tree.Leaves[l].Cover >= 0) || double.IsInfinity(tree.Leaves[l].Cover))
                throw Fault(index, $"leaf {l} has cover {tree.Leaves[l].Cover}");
        }
    }

    private static void CheckChild(int tree, int parent, int child, bool[] nodeSeen, bool[] leafSeen)
    {
        var (seen, number) = child >= 0 ? (nodeSeen, child) : (leafSeen, ~child);
        if (number >= seen.Length || (child >= 0 && child <= parent))
            throw Fault(tree, $"node {parent} has child {child}, which is out of range or not below it");
        if (seen[number])
            throw Fault(tree, $"child {child} of node {parent} has another parent too");
        seen[number] = true;
    }

    private static void CheckCategories(int tree, int node, ImmutableArray<int>? categories)
    {
        if (categories is not { } codes)
            return;
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] is < 0 or >= SplitNode.CategoryLimit || (i > 0 && codes[i] <= codes[i - 1]))
                throw Fault(tree, $"node {node} has categories out of range or out of order");
        }
    }

    private static InvalidEnsembleException Fault(int tree, string what) => new($"Tree {tree}: {what}.");
}
