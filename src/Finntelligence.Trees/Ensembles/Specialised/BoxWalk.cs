using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>What is done with each leaf that some cell reaches.</summary>
internal interface ILeafBoxes
{
    /// <summary>A leaf, and the cells that reach it: never none.</summary>
    void Add(in Box box, int leaf);
}

/// <summary>
/// Walks each tree once for all cells of a grid. A split on a known feature is decided by the row. A split on a free feature
/// either lies outside the box at hand, and decides for all of it, or cuts it in two. So each leaf is reached with exactly the
/// box of cells that fall into it, and the boxes of one tree tile the grid.
/// </summary>
internal static class BoxWalk
{
    /// <summary>Finds the leaf boxes, tree after tree.</summary>
    public static void Run<T>(ResidualForest forest, ReadOnlySpan<float> row, GridScratch scratch, ref T leaves)
        where T : struct, ILeafBoxes
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(forest.Nodes);
        ref var cuts = ref MemoryMarshal.GetArrayDataReference(scratch.Cuts);
        ref var values = ref MemoryMarshal.GetReference(row);
        var whole = Box.Whole(scratch.Shape);
        var stack = scratch.Stack;
        foreach (var root in forest.Roots)
        {
            var (child, box, pending) = (root, whole, 0);
            while (true)
            {
                if (child < 0)
                {
                    leaves.Add(box, ~child);
                    if (pending == 0)
                        break;
                    ref var next = ref stack[--pending];
                    (child, box) = (next.Child, next.Box);
                    continue;
                }

                // Every index was checked when the forest was laid out.
                ref var node = ref Unsafe.Add(ref nodes, child);
                if (node.Test >= 0)
                {
                    var value = Unsafe.Add(ref values, node.Test & ResidualForest.Node.FeatureMask);
                    child = GoesLeft(forest, node, value) ? node.Left : node.Right;
                    continue;
                }

                var axis = ~node.Test;
                var cut = Unsafe.Add(ref cuts, node.Operand);
                var (below, above) = cut >= 0 ? (node.Left, node.Right) : (node.Right, node.Left);
                cut ^= cut >> 31;
                ref var first = ref Unsafe.Add(ref Unsafe.As<Box, int>(ref box), axis);
                ref var end = ref Unsafe.Add(ref first, GridShape.Axes);
                if (cut >= end)
                {
                    child = below;
                }
                else if (cut <= first)
                {
                    child = above;
                }
                else
                {
                    if (pending == stack.Length)
                        Array.Resize(ref scratch.Stack, 2 * pending);
                    stack = scratch.Stack;
                    ref var later = ref stack[pending++];
                    (later.Child, later.Box) = (above, box);
                    later.Box[axis] = cut;
                    (child, end) = (below, cut);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesLeft(ResidualForest forest, in ResidualForest.Node node, float value)
    {
        if (float.IsNaN(value))
            return (node.Test & ResidualForest.Node.MissingLeft) != 0;
        return (node.Test & ResidualForest.Node.CategorySplit) == 0
            ? value <= BitConverter.Int32BitsToSingle(node.Operand)
            : InSet(forest.CategorySets[node.Operand], value);
    }

    private static bool InSet(ulong[] words, float value)
    {
        if (!(value is >= 0 and < SplitNode.CategoryLimit) || (int)value != value)
            return false;
        var code = (int)value;
        return code >> 6 < words.Length && (words[code >> 6] >> (code & 63) & 1) != 0;
    }
}
