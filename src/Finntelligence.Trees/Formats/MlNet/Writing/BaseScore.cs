using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>
/// ML.NET ignores the bias it stores, so the base score moves into the leaves of the first tree. That changes no bit of a score:
/// base score plus first leaf is the first sum we make too, and both add the other leaves in the order of the trees, in double.
/// </summary>
internal static class BaseScore
{
    private static readonly DecisionTree Nothing = new([], [new Leaf(Value: 0, Cover: 0)]);

    /// <summary>The trees with the base score in the leaves of the first; one tree where there is none.</summary>
    public static ImmutableArray<DecisionTree> IntoLeaves(TreeEnsemble ensemble)
    {
        var trees = ensemble.Trees.IsEmpty ? [Nothing] : ensemble.Trees;
        if (ensemble.BaseScore == 0)
            return trees;
        var first = trees[0];
        return trees.SetItem(0, first with { Leaves = [.. first.Leaves.Select(l => l with { Value = l.Value + ensemble.BaseScore })] });
    }
}
