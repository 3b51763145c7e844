using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Explanation;

/// <summary>
/// An inner node as the walk sees it. Children and ratios lie side by side, left then right, so that the walk picks them
/// by number and not by a branch the processor cannot predict.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PathNode
{
    /// <summary>A value ≤ it goes left; not used for a category split.</summary>
    public float Threshold;

    /// <summary>Index into the row.</summary>
    public int Feature;

    /// <summary>≥ 0 an inner node of the same tree, &lt; 0 leaf <c>~Left</c> of the forest.</summary>
    public int Left;

    /// <summary>As <see cref="Left"/>; must follow it.</summary>
    public int Right;

    /// <summary>The player its feature belongs to.</summary>
    public int Group;

    /// <summary>
    /// The node below the nearest edge above that tests the same group: this node or an ancestor. −1 when the group is
    /// tested here for the first time on the path.
    /// </summary>
    public int Previous;

    /// <summary>1 when NaN goes right, 0 when left.</summary>
    public int MissingRight;

    /// <summary>Index of the category split, −1 for a threshold.</summary>
    public int CategorySplit;

    /// <summary>Cover of the left child over the node's.</summary>
    public double LeftRatio;

    /// <summary>As <see cref="LeftRatio"/>; must follow it.</summary>
    public double RightRatio;

    /// <summary>Product of the ratios of all edges above that test the same group; 1 when there is none.</summary>
    public double Known;
}
