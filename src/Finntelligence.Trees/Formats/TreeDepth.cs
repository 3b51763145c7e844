using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Formats;

/// <summary>
/// How deep a stored tree may be. Boosting makes trees of tens of levels; one of a hundred thousand is an attack on whoever scores
/// and explains, because a row's cost grows with the depth and an exact explanation's with its square.
/// </summary>
internal static class TreeDepth
{
    /// <summary>Inner nodes on the way from the root to a leaf; every reader refuses more.</summary>
    public const int Maximum = 1024;

    /// <summary>What is wrong with the tree's depth, without a full stop; null when nothing is.</summary>
    /// <param name="tree">Its children are in range and come after their parents.</param>
    public static string? FaultOf(DecisionTree tree)
    {
        var depth = new int[tree.Nodes.Length];
        var deepest = 0;
        for (var n = 0; n < depth.Length; n++)
        {
            // The parent, being above, has left its own depth here.
            deepest = Math.Max(deepest, ++depth[n]);
            foreach (var child in (ReadOnlySpan<int>)[tree.Nodes[n].Left, tree.Nodes[n].Right])
            {
                if (child >= 0)
                    depth[child] = depth[n];
            }
        }

        return deepest > Maximum ? $"the tree is {deepest} splits deep; {Maximum} is the most that is read" : null;
    }
}
