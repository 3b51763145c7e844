using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// Counts how many rows reach every node. Explanations weigh the two sides of an unknown split by these counts, so for a file that
/// carries none they are taken from the rows the model will be asked about, rather than made up.
/// </summary>
internal static class CoverCounts
{
    /// <summary>The same trees with the covers of these rows.</summary>
    /// <param name="ensemble">Its scores do not change.</param>
    /// <param name="rows">Of the ensemble's features.</param>
    /// <param name="cancellationToken">Checked after every tree.</param>
    public static TreeEnsemble Count(TreeEnsemble ensemble, RowValues rows, CancellationToken cancellationToken)
    {
        var trees = ensemble.Trees.Select(tree =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Count(tree, rows);
        });
        return new TreeEnsemble(ensemble.Features, ensemble.BaseScore, [.. trees], ensemble.Arithmetic);
    }

    private static DecisionTree Count(DecisionTree tree, RowValues rows)
    {
        var leaves = new int[tree.Leaves.Length];
        for (var i = 0; i < rows.Count; i++)
            leaves[tree.LeafOf(rows.Row(i))]++;

        // Children come after their parents, so from the end every child is known before it is added.
        var nodes = new int[tree.Nodes.Length];
        for (var n = nodes.Length - 1; n >= 0; n--)
            nodes[n] = CoverOf(tree.Nodes[n].Left) + CoverOf(tree.Nodes[n].Right);
        return new DecisionTree(
            [.. tree.Nodes.Select((node, n) => node with { Cover = nodes[n] })],
            [.. tree.Leaves.Select((leaf, l) => leaf with { Cover = leaves[l] })]);

        int CoverOf(int child) => child >= 0 ? nodes[child] : leaves[~child];
    }
}
