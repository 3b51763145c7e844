using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// Counts how many rows reach every node. Explanations weigh the two sides of an unknown split by these counts, so for a file that
/// carries none they are taken from the rows the model will be asked about, rather than made up.
/// </summary>
internal static class CoverCounts
{
    /// <summary>The same trees with the covers of these rows.</summary>
    /// <param name="ensemble">Its scores do not change.</param>
    /// <param name="rows">Rows one after the other, row-major.</param>
    /// <param name="cancellationToken">Checked after every tree.</param>
    public static TreeEnsemble Count(TreeEnsemble ensemble, float[] rows, CancellationToken cancellationToken)
    {
        var trees = ensemble.Trees.Select(tree =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Count(tree, rows, ensemble.Features.Length);
        });
        return new TreeEnsemble(ensemble.Features, ensemble.BaseScore, [.. trees], ensemble.Arithmetic);
    }

    private static DecisionTree Count(DecisionTree tree, float[] rows, int width)
    {
        var leaves = new int[tree.Leaves.Length];
        for (var start = 0; start < rows.Length; start += width)
            leaves[tree.LeafOf(rows.AsSpan(start, width))]++;

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
