using Microsoft.ML.Trainers.FastTree;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>The trees of a fitted model as ML.NET shows them, over the vector of its trainer.</summary>
internal sealed class TrainedTrees(RegressionTreeEnsemble ensemble)
{
    private readonly Tree[] _trees = [.. ensemble.Trees.Zip(ensemble.TreeWeights, (tree, weight) => new Tree(
        [.. tree.LeftChild], [.. tree.RightChild], [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds],
        [.. tree.LeafValues.Select(value => value * weight)]))];

    /// <summary>Number of trees.</summary>
    public int Count => _trees.Length;

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
    private sealed record Tree(int[] Left, int[] Right, int[] Features, float[] Thresholds, double[] Leaves);
}
