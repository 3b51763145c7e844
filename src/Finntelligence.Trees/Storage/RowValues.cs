using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Finntelligence.Trees.Storage;

/// <summary>
/// Values of rows, as many in each: blocks of rows one after the other, in memory or in files of a <see cref="ScratchSpace"/>, or a choice of such
/// rows. Numbers of all rows together may be more than an array holds.
/// </summary>
public sealed class RowValues : IEnumerable<float>
{
    // Copies of up to 64 MB are read faster than rows that lie apart.
    private const long MostCopied = 1 << 24;

    private readonly Block[] _blocks;
    private readonly int _shift;
    private readonly int _mask;
    private readonly int[]? _chosen;

    /// <summary>Wraps an array without copying; it must not change afterwards.</summary>
    /// <param name="values">Rows one after the other.</param>
    /// <param name="width">Values in a row.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public RowValues(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (width < 0 || (width == 0 ? values.Length > 0 : values.Length % width != 0))
            throw new ArgumentException($"{values.Length} values are no rows of {width}.", nameof(values));
        (_blocks, _shift, _mask) = ([new Block(values)], 31, int.MaxValue);
        (Width, Count, Space) = (width, width == 0 ? 0 : values.Length / width, ScratchSpace.Unbounded);
    }

    internal RowValues(Block[] blocks, int shift, int width, int count, ScratchSpace space)
    {
        (_blocks, _shift, _mask) = (blocks, shift, (int)((1L << shift) - 1));
        (Width, Count, Space) = (width, count, space);
    }

    private RowValues(RowValues all, int[] chosen)
    {
        (_blocks, _shift, _mask, _chosen) = (all._blocks, all._shift, all._mask, chosen);
        (Width, Count, Space) = (all.Width, chosen.Length, all.Space);
    }

    /// <summary>Values in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Values of all rows.</summary>
    public long Length => (long)Count * Width;

    /// <summary>Where they lie.</summary>
    public ScratchSpace Space { get; }

    /// <summary>One value, as if all rows stood one after the other.</summary>
    public float this[long index] => Row(checked((int)(index / Width)))[(int)(index % Width)];

    /// <summary>One row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<float> Row(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} rows.");
        var row = _chosen is null ? index : _chosen[index];
        return _blocks[row >> _shift].Values((nint)(row & _mask) * Width, Width, Space);
    }

    /// <summary>Rows one after the other.</summary>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="buffer">Room for them, used where they do not lie so.</param>
    public ReadOnlySpan<float> Rows(int from, int count, Span<float> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)from + count, Count);
        if (count == 0)
            return [];
        if (_chosen is null && from >> _shift == (from + count - 1) >> _shift)
            return _blocks[from >> _shift].Values((nint)(from & _mask) * Width, count * Width, Space);
        for (var i = 0; i < count; i++)
            Row(from + i).CopyTo(buffer.Slice(i * Width, Width));
        return buffer[..(count * Width)];
    }

    /// <summary>Some of the rows, in the order given: a copy where they are few, else the same rows under other numbers.</summary>
    public RowValues Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Width > 0 && !Space.IsBounded && (long)rows.Count * Width <= MostCopied ? Copy(rows) : View(rows);
    }

    /// <summary>One column, from the first row to the last.</summary>
    public float[] Column(int column)
    {
        var values = new float[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Row(i)[column];
        return values;
    }

    /// <summary>Rows of some of the columns, where these rows lie.</summary>
    /// <exception cref="ScratchException">The scratch folder has no room.</exception>
    public RowValues Columns(IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int[] taken = [.. columns];
        var rows = new RowValuesBuilder(taken.Length, Space);
        var values = new float[taken.Length];
        for (var i = 0; i < Count; i++)
        {
            var row = Row(i);
            for (var j = 0; j < taken.Length; j++)
                values[j] = row[taken[j]];
            rows.Add(values);
        }

        return rows.Build();
    }

    /// <summary>All values, row by row.</summary>
    public IEnumerator<float> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Width; j++)
                yield return Row(i)[j];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Some of the rows, in the order given, where they are.</summary>
    public RowValues View(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var chosen = new int[rows.Count];
        for (var i = 0; i < chosen.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), rows[i], $"There are {Count} rows.");
            chosen[i] = _chosen is null ? rows[i] : _chosen[rows[i]];
        }

        return new RowValues(this, chosen);
    }

    private RowValues Copy(IReadOnlyList<int> rows)
    {
        var values = new float[rows.Count * Width];
        for (var i = 0; i < rows.Count; i++)
            Row(rows[i]).CopyTo(values.AsSpan(i * Width));
        return new RowValues(values, Width);
    }

    /// <summary>Some rows, in memory or in a file.</summary>
    internal readonly unsafe struct Block
    {
        private readonly float[]? _array;
        private readonly float* _start;

        public Block(float[] array) => _array = array;

        public Block(float* start) => _start = start;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ReadOnlySpan<float> Values(nint at, int count, ScratchSpace space)
        {
            if (_array is not null)
                return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), at), count);
            ObjectDisposedException.ThrowIf(space.IsDisposed, space);
            return new ReadOnlySpan<float>(_start + at, count);
        }
    }
}
