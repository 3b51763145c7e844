using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Gates;

/// <summary>
/// Proves a monotone direction from the trees alone: where every leaf below one side of a split on the feature is no higher than
/// every leaf below the other, no tree can move against the direction, so neither can their sum, in any of our arithmetics
/// (rounding keeps the order of sums). Learners that hold constraints make such trees. The reverse is not true: trees that fail
/// here may still make a monotone sum.
/// </summary>
internal static class MonotoneProof
{
    /// <summary>Whether the score provably never moves against the direction as the feature rises from one value to another.</summary>
    public static bool Holds(TreeEnsemble ensemble, int feature, Monotonicity direction) =>
        ensemble.Trees.All(tree => Holds(tree, feature, direction));

    private static bool Holds(DecisionTree tree, int feature, Monotonicity direction)
    {
        var ranges = new (double Least, double Greatest)[tree.Nodes.Length];
        // Children come after their parents, so from the end every child's range is known.
        for (var n = ranges.Length - 1; n >= 0; n--)
        {
            var node = tree.Nodes[n];
            var (left, right) = (RangeOf(node.Left), RangeOf(node.Right));
            if (node.Feature == feature && (node.Categories is not null || !InOrder(left, right, direction)))
                return false;
            ranges[n] = (Math.Min(left.Least, right.Least), Math.Max(left.Greatest, right.Greatest));
        }

        return true;

        (double Least, double Greatest) RangeOf(int child) =>
            child >= 0 ? ranges[child] : (tree.Leaves[~child].Value, tree.Leaves[~child].Value);
    }

    private static bool InOrder((double Least, double Greatest) left, (double Least, double Greatest) right, Monotonicity direction) =>
        direction switch
        {
            Monotonicity.Increasing => left.Greatest <= right.Least,
            Monotonicity.Decreasing => left.Least >= right.Greatest,
            _ => true,
        };
}
