using System.Collections.Immutable;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// A category set on a free feature as a chain of thresholds, so that every free split cuts its axis in two. The codes
/// {4, 7} become: ≤ just below 4 right, ≤ 4 left, ≤ just below 7 right, ≤ 7 left, else right. Children may then have several
/// parents: such a tree is for walking only.
/// </summary>
internal static class FreeCategories
{
    /// <summary>The tree with chains in place of its category splits on free features; the same tree if there is none.</summary>
    public static DecisionTree AsThresholds(DecisionTree tree, ImmutableArray<int?> axisOf)
    {
        if (!tree.Nodes.Any(n => IsFreeCategory(n, axisOf)))
            return tree;
        var starts = new int[tree.Nodes.Length];
        for (var n = 1; n < starts.Length; n++)
            starts[n] = starts[n - 1] + Length(tree.Nodes[n - 1], axisOf);
        var nodes = ImmutableArray.CreateBuilder<SplitNode>();
        foreach (var node in tree.Nodes)
        {
            var (left, right) = (Moved(node.Left), Moved(node.Right));
            if (IsFreeCategory(node, axisOf))
                AddChain(nodes, node, left, right);
            else
                nodes.Add(node with { Left = left, Right = right });
        }

        return tree with { Nodes = nodes.ToImmutable() };

        int Moved(int child) => child >= 0 ? starts[child] : child;
    }

    private static bool IsFreeCategory(SplitNode node, ImmutableArray<int?> axisOf) =>
        node.Categories is not null && axisOf[node.Feature] is not null;

    // Without any code, one node that sends all values right.
    private static int Length(SplitNode node, ImmutableArray<int?> axisOf) =>
        IsFreeCategory(node, axisOf) ? Math.Max(1, 2 * node.Categories!.Value.Length) : 1;

    private static void AddChain(ImmutableArray<SplitNode>.Builder nodes, SplitNode node, int left, int right)
    {
        var codes = node.Categories!.Value;
        if (codes.IsEmpty)
        {
            nodes.Add(node with
            {
                Threshold = float.PositiveInfinity,
                Categories = null,
                Left = right,
                Right = left,
                MissingGoesLeft = !node.MissingGoesLeft,
            });
            return;
        }

        for (var i = 0; i < codes.Length; i++)
        {
            // A missing value leaves the chain at once where it goes right, and at the second node where it goes left.
            var next = nodes.Count + 1;
            var below = new SplitNode(node.Feature, MathF.BitDecrement(codes[i]), right, next, !node.MissingGoesLeft, node.Gain, node.Cover);
            nodes.Add(below);
            nodes.Add(below with { Threshold = codes[i], Left = left, Right = i + 1 < codes.Length ? next + 1 : right, MissingGoesLeft = true });
        }
    }
}
