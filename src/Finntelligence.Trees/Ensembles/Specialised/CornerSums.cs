using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Ensembles.Specialised;

/// <summary>
/// Adds up boxes by their corners: a box is written as ± its value at up to eight corners, whatever its size, and when all
/// boxes are in, running sums along the three axes give every cell its total. The numbers are integers, multiples of 2⁻³²
/// (<see cref="FixedPoint"/>), so the totals are exact, and equal to the sum of the leaves in any order.
/// </summary>
/// <param name="corners">One per cell.</param>
/// <param name="values">Leaf values, times 2³².</param>
/// <param name="shape">The grid.</param>
internal readonly struct CornerSums(long[] corners, long[] values, GridShape shape) : ILeafBoxes
{
    /// <summary>What a score is multiplied by to be an integer.</summary>
    public const double Scale = 4294967296.0;

    private readonly int _row = shape.Inner;
    private readonly int _slab = shape.Middle * shape.Inner;

    /// <summary>Adds the leaf's value to every cell of the box. Corners beyond the grid need no entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in Box box, int leaf)
    {
        var value = values[leaf];
        var first = box[0] * _slab + box[1] * _row + box[2];
        AddSlab(first, value, box);
        if (box[3] < shape.Outer)
            AddSlab(first + (box[3] - box[0]) * _slab, -value, box);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddSlab(int first, long value, in Box box)
    {
        AddRow(first, value, box);
        if (box[4] < shape.Middle)
            AddRow(first + (box[4] - box[1]) * _row, -value, box);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRow(int first, long value, in Box box)
    {
        ref var corner = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(corners), first);
        corner += value;
        if (box[5] < shape.Inner)
            Unsafe.Add(ref corner, box[5] - box[2]) -= value;
    }

    /// <summary>Turns the corners into each cell's total, and that into log-odds rounded to float32.</summary>
    public void SumUp(Span<float> scores)
    {
        var cells = corners.AsSpan(0, scores.Length);
        for (var slab = 0; slab < cells.Length; slab += _slab)
        {
            SumRow(cells.Slice(slab, _row), default);
            for (var row = slab + _row; row < slab + _slab; row += _row)
                SumRow(cells.Slice(row, _row), cells.Slice(row - _row, _row));
        }

        Round(cells[.._slab], scores);
        for (var slab = _slab; slab < cells.Length; slab += _slab)
        {
            var rest = cells.Slice(slab, _slab);
            AddTo(rest, cells.Slice(slab - _slab, _slab));
            Round(rest, scores[slab..]);
        }
    }

    // Running sums along the inner axis and, with the row before, along the middle one.
    private static void SumRow(Span<long> row, ReadOnlySpan<long> before)
    {
        var sum = 0L;
        if (before.IsEmpty)
        {
            foreach (ref var cell in row)
            {
                sum += cell;
                cell = sum;
            }

            return;
        }

        for (var i = 0; i < row.Length && i < before.Length; i++)
        {
            sum += row[i];
            row[i] = sum + before[i];
        }
    }

    private static void AddTo(Span<long> cells, ReadOnlySpan<long> addends)
    {
        var i = 0;
        for (; i <= cells.Length - Vector<long>.Count; i += Vector<long>.Count)
            (new Vector<long>(cells[i..]) + new Vector<long>(addends[i..])).CopyTo(cells[i..]);
        for (; i < cells.Length; i++)
            cells[i] += addends[i];
    }

    // Both steps to double are exact: the integers are below 2⁵³, and 2⁻³² is a power of two. One rounding, to float32.
    private static void Round(ReadOnlySpan<long> cells, Span<float> scores)
    {
        var i = 0;
        var unit = new Vector<double>(1 / Scale);
        for (; i <= cells.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var low = Vector.ConvertToDouble(new Vector<long>(cells[i..])) * unit;
            var high = Vector.ConvertToDouble(new Vector<long>(cells[(i + Vector<long>.Count)..])) * unit;
            Vector.Narrow(low, high).CopyTo(scores[i..]);
        }

        for (; i < cells.Length; i++)
            scores[i] = (float)(cells[i] * (1 / Scale));
    }
}
