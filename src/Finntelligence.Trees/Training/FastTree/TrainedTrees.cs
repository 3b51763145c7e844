using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>The trees of a fitted model as ML.NET shows them, over the vector of its trainer.</summary>
internal sealed class TrainedTrees(RegressionTreeEnsemble ensemble)
{
    private readonly Tree[] _trees = [.. ensemble.Trees.Zip(ensemble.TreeWeights, (tree, weight) => new Tree(
        [.. tree.LeftChild], [.. tree.RightChild], [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds],
        [.. tree.SplitGains],
        [.. tree.LeafValues.Select(value => value * weight)]))];

    /// <summary>Number of trees.</summary>
    public int Count => _trees.Length;

    /// <summary>
    /// The same trees over the columns before they were filled: a missing value goes where its filling goes, and a split on the column
    /// that says where values are missing sends every other value to the left.
    /// </summary>
    /// <param name="features">The columns before.</param>
    /// <param name="sources">Of each value of the vector, the column it comes from; those past the columns say whether it is missing.</param>
    /// <param name="filling">The vector of a row in which all is missing.</param>
    public TreeEnsemble Unfilled(ImmutableArray<FeatureSpec> features, int[] sources, float[] filling) => new(
        features,
        baseScore: 0,
        [.. _trees.Select(tree => new DecisionTree(
            [.. tree.Features.Select((slot, n) => new SplitNode(
                sources[slot],
                slot < features.Length ? tree.Thresholds[n] : float.PositiveInfinity,
                tree.Left[n],
                tree.Right[n],
                MissingGoesLeft: filling[slot] <= tree.Thresholds[n],
                tree.Gains[n],
                Cover: 0))],
            [.. tree.Leaves.Select(value => new Leaf(value, Cover: 0))]))],
        // ML.NET adds leaves as they are, in the order of the trees, in double.
        ScoreArithmetic.Double);

    /// <summary>What a tree adds to a row's score.</summary>
    public double Value(int tree, float[] vector)
    {
        var t = _trees[tree];
        if (t.Left.Length == 0)
            return t.Leaves[0];
        var node = 0;
        do
            node = vector[t.Features[node]] <= t.Thresholds[node] ? t.Left[node] : t.Right[node];
        while (node >= 0);
        return t.Leaves[~node];
    }

    // A child below 0 is the leaf whose number is its complement.
    private sealed record Tree(int[] Left, int[] Right, int[] Features, float[] Thresholds, double[] Gains, double[] Leaves);
}
