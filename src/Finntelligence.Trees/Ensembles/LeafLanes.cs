namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// A tree lane by lane: lane n has the feature and threshold of node n, and of leaf n which outcomes its path tests and what they
/// must be. Bit n of an outcome belongs to node n and means left. Unused nodes are on no path; an unused leaf's mask is 0 and its
/// bits are not, so it never matches.
/// </summary>
internal readonly ref struct LeafLanes
{
    public readonly byte[] Features;
    public readonly float[] Thresholds;
    public readonly uint[] Masks;
    public readonly uint[] Bits;

    /// <param name="tree">At most as many leaves as lanes; features below 256.</param>
    /// <param name="count">Number of lanes.</param>
    public LeafLanes(DecisionTree tree, int count)
    {
        Features = new byte[count];
        Thresholds = new float[count];
        Masks = new uint[count];
        Bits = new uint[count];
        Array.Fill(Bits, 1u);
        var paths = new (uint Mask, uint Bits)[tree.Nodes.Length];
        if (tree.Nodes.IsEmpty)
            SetPath(paths, ~0, 0, 0);
        for (var n = 0; n < tree.Nodes.Length; n++)
        {
            var node = tree.Nodes[n];
            Features[n] = (byte)node.Feature;

            // No value is at or below NaN: categories are tested elsewhere.
            Thresholds[n] = node.Categories is null ? node.Threshold : float.NaN;
            SetPath(paths, node.Left, paths[n].Mask | 1u << n, paths[n].Bits | 1u << n);
            SetPath(paths, node.Right, paths[n].Mask | 1u << n, paths[n].Bits);
        }
    }

    private void SetPath((uint Mask, uint Bits)[] paths, int child, uint mask, uint bits)
    {
        if (child >= 0)
            paths[child] = (mask, bits);
        else
            (Masks[~child], Bits[~child]) = (mask, bits);
    }
}
