using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>A finished tree.</summary>
/// <param name="Tree">Its logical form; leaf values are shrunken multiples of 2⁻³².</param>
/// <param name="LeafRows">Which part of the order of rows is in which leaf: the rows drawn for the tree and the others.</param>
internal sealed record GrownTree(DecisionTree Tree, (Range Rows, int Leaf)[] LeafRows);

/// <summary>Turns grown nodes into the immutable form: bins become thresholds and category codes.</summary>
internal static class TreeAssembly
{
    /// <param name="root">The root, split or not.</param>
    /// <param name="inner">The nodes that were split, parents before children.</param>
    /// <param name="learningRate">Shrinkage of the leaves.</param>
    /// <param name="finder">Knows a leaf's value.</param>
    /// <param name="rows">Knows the bins.</param>
    /// <param name="units">Turns sums into numbers.</param>
    public static GrownTree Assemble(
        GrowingNode root, List<GrowingNode> inner, double learningRate, SplitFinder finder, BinnedRows rows, Units units)
    {
        var number = inner.Select((node, n) => (node, n)).ToDictionary(p => p.node, p => p.n);
        var leaves = ImmutableArray.CreateBuilder<Leaf>(inner.Count + 1);
        var leafRows = new List<(Range, int)>(2 * (inner.Count + 1));
        var nodes = ImmutableArray.CreateBuilder<SplitNode>(inner.Count);
        foreach (var node in inner)
        {
            var split = node.Best!;
            var bins = rows.Bins[split.Feature];
            nodes.Add(new SplitNode(
                split.Feature,
                split.LeftBins is null ? bins.Threshold(split.Bin) : 0,
                Child(node.Left!),
                Child(node.Right!),
                split.MissingGoesLeft,
                split.Gain,
                units.Totals(node.Sum).Weight,
                split.LeftBins?.Select(bin => bins.Code(bin)).Order().ToImmutableArray()));
        }

        if (inner.Count == 0)
            Child(root);
        return new GrownTree(new DecisionTree(nodes.MoveToImmutable(), leaves.MoveToImmutable()), [.. leafRows]);

        int Child(GrowingNode node)
        {
            if (number.TryGetValue(node, out var n))
                return n;
            var totals = units.Totals(node.Sum);

            // Rounding keeps the order of values, so the constraints hold after it too.
            leaves.Add(new Leaf(FixedPoint.Round(learningRate * finder.LeafValue(totals, node.Bounds)), totals.Weight));
            leafRows.Add((node.Start..node.End, leaves.Count - 1));
            leafRows.Add((node.Others, leaves.Count - 1));
            return ~(leaves.Count - 1);
        }
    }
}
