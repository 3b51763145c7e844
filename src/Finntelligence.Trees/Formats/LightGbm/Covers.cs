namespace Finntelligence.Trees.Formats.LightGbm;

/// <summary>
/// Training rows per node and leaf: the cover that LightGBM's own contributions use (not the sums of second derivatives).
/// </summary>
/// <param name="Nodes">By the file's numbering.</param>
/// <param name="Leaves">By the file's numbering.</param>
internal sealed record Covers(double[] Nodes, double[] Leaves)
{
    /// <summary>The counts, or null when they are missing, as in hand-made files, or do not add up from the leaves to the root.</summary>
    public static Covers? Of(TreeBlock block, TreeShape shape)
    {
        var nodes = block.Optional("internal_count")?.Doubles(shape.NodeOrder.Count);
        var leaves = block.Optional("leaf_count")?.Doubles(shape.LeafOrder.Count);
        if (nodes is null || leaves is null || !(nodes[0] > 0) || !nodes.Concat(leaves).All(count => count >= 0 && double.IsFinite(count)))
            return null;
        return shape.NodeOrder.All(AddsUp) ? new Covers(nodes, leaves) : null;

        bool AddsUp(int node)
        {
            var (left, right) = shape.OldChildrenOf(node);
            return CountOf(left) + CountOf(right) == nodes[node];
        }

        double CountOf(int child) => child >= 0 ? nodes[child] : leaves[~child];
    }
}
