using System.Runtime.CompilerServices;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>A box of grid cells: for each axis the first position, then for each axis the position after the last.</summary>
[InlineArray(2 * GridShape.Axes)]
internal struct Box
{
    private int _first;

    /// <summary>All cells.</summary>
    public static Box Whole(GridShape shape)
    {
        var box = default(Box);
        (box[GridShape.Axes], box[GridShape.Axes + 1], box[GridShape.Axes + 2]) = (shape.Outer, shape.Middle, shape.Inner);
        return box;
    }
}
