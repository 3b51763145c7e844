using System.Numerics;

namespace Finntelligence.Trees.Storage;

/// <summary>Gathers the values of rows whose number is not known before, without moving those that are there.</summary>
public sealed unsafe class RowValuesBuilder
{
    private readonly int _width;
    private readonly int _shift;
    private readonly ScratchSpace _space;
    private readonly List<RowValues.Block> _blocks = [];
    private float[]? _array;
    private float* _start;
    private int _count;

    /// <summary>Rows of so many values.</summary>
    /// <param name="width">At least 0.</param>
    /// <param name="space">Where they are to lie; lives as long as they.</param>
    public RowValuesBuilder(int width, ScratchSpace space)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentNullException.ThrowIfNull(space);
        (_width, _space) = (width, space);
        _shift = BitOperations.Log2((uint)Math.Max(1, space.BlockBytes / sizeof(float) / Math.Max(1, width)));
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It is wider or narrower.</exception>
    /// <exception cref="ScratchException">The scratch folder has no room.</exception>
    public void Add(ReadOnlySpan<float> row)
    {
        if (row.Length != _width)
            throw new ArgumentException($"A row of {row.Length} values is none of {_width}.", nameof(row));
        var at = (_count & ((1 << _shift) - 1)) * _width;
        if (at == 0 && _width > 0)
            Begin();
        row.CopyTo(_array is null && _start is not null ? new Span<float>(_start + at, _width) : _array.AsSpan(at, _width));
        _count = checked(_count + 1);
    }

    /// <summary>The rows.</summary>
    public RowValues Build() => _width == 0
        ? new RowValues([new RowValues.Block([])], 31, 0, _count, _space)
        : new RowValues([.. _blocks], _shift, _width, _count, _space);

    private void Begin()
    {
        var values = _width << _shift;
        if (_space.IsBounded)
        {
            // The space frees it when it ends.
            _start = _space.Allocate<float>(values, isBulk: true).Start;
            _blocks.Add(new RowValues.Block(_start));
        }
        else
        {
            _array = GC.AllocateUninitializedArray<float>(values);
            _blocks.Add(new RowValues.Block(_array));
        }
    }
}
