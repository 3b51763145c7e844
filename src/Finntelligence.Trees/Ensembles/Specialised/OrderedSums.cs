using System.Numerics;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// Adds a leaf's value to every cell of its box, cell by cell. The boxes of a tree tile the grid, so each cell gets one
/// addition per tree in the order of the trees: the same roundings as scoring it alone, in float32 or in double. For ensembles
/// whose sums depend on the order; <see cref="CornerSums"/> is cheaper where they do not.
/// </summary>
/// <param name="sums">One per cell.</param>
/// <param name="values">Leaf values.</param>
/// <param name="shape">The grid.</param>
internal readonly struct OrderedSums<T>(T[] sums, T[] values, GridShape shape) : ILeafBoxes
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc/>
    public void Add(in Box box, int leaf)
    {
        for (var outer = box[0]; outer < box[3]; outer++)
        {
            for (var middle = box[1]; middle < box[4]; middle++)
            {
                var row = (outer * shape.Middle + middle) * shape.Inner;
                AddTo(sums.AsSpan(row + box[2], box[5] - box[2]), values[leaf]);
            }
        }
    }

    private static void AddTo(Span<T> cells, T value)
    {
        var i = 0;
        for (; i <= cells.Length - Vector<T>.Count; i += Vector<T>.Count)
            (new Vector<T>(cells[i..]) + new Vector<T>(value)).CopyTo(cells[i..]);
        for (; i < cells.Length; i++)
            cells[i] += value;
    }
}
