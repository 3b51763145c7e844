using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats.MlNet.Writing;

/// <summary>ML.NET ignores the bias it stores, so the base score moves into the leaves of the first tree.</summary>
internal static class BaseScore
{
    private static readonly DecisionTree s_nothing = new([], [new Leaf(Value: 0, Cover: 0)]);

    /// <summary>The trees with the base score in the leaves of the first; one tree where there is none.</summary>
    public static ImmutableArray<DecisionTree> IntoLeaves(TreeEnsemble ensemble)
    {
        var trees = ensemble.Trees.IsEmpty ? [s_nothing] : ensemble.Trees;
        if (ensemble.BaseScore == 0)
            return trees;
        var first = trees[0];
        return trees.SetItem(0, first with { Leaves = [.. first.Leaves.Select(l => l with { Value = l.Value + ensemble.BaseScore })] });
    }

    /// <summary>
    /// Whether that leaves every score as it was, bit for bit: it does when no sum is ever rounded, which is so for multiples
    /// of 2⁻³² that stay below 2²⁰ in sum. Ensembles of our learner are such; a foreign one with a base score need not be.
    /// </summary>
    public static bool FitsExactly(TreeEnsemble ensemble)
    {
        if (ensemble.BaseScore == 0)
            return true;
        var largest = Math.Abs(ensemble.BaseScore) + ensemble.Trees.Sum(t => t.Leaves.Max(l => Math.Abs(l.Value)));
        return largest <= 1 << 20
            && OnGrid(ensemble.BaseScore)
            && ensemble.Trees.All(t => t.Leaves.All(l => OnGrid(l.Value)));
    }

    private static bool OnGrid(double value) => FixedPoint.Round(value) == value;
}
