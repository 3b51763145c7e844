using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// A run of one lattice, cut wherever a model or the history may change its answer to one applicant: within a segment they do not.
/// Reused; for one thread at a time.
/// </summary>
/// <param name="axis">0 months, 1 rate, 2 amount, as in <see cref="ModelGrid"/>.</param>
/// <param name="lattice">What is cut.</param>
internal sealed class Segments(int axis, Lattice lattice)
{
    private readonly List<long> _starts = [];
    private double[] _firstValues = [];
    private double[] _lastValues = [];
    private long _end;
    private decimal? _last;

    /// <summary>Number of segments.</summary>
    public int Count { get; private set; }

    /// <summary>The least value of each.</summary>
    public ReadOnlySpan<double> FirstValues => _firstValues.AsSpan(0, Count);

    /// <summary>The greatest value of each.</summary>
    public ReadOnlySpan<double> LastValues => _lastValues.AsSpan(0, Count);

    /// <summary>Position of a segment's least value.</summary>
    public long First(int segment) => _starts[segment];

    /// <summary>Position of a segment's greatest value.</summary>
    public long Last(int segment) => (segment + 1 < Count ? _starts[segment + 1] : _end) - 1;

    /// <summary>Begins with one segment: the run; a last value that is not of the lattice is a segment of its own.</summary>
    /// <param name="from">Position.</param>
    /// <param name="count">At least 1.</param>
    /// <param name="last">The value at the last position, greater than the others, where it is not that of the lattice.</param>
    public void Begin(long from, long count, decimal? last = null)
    {
        _starts.Clear();
        _starts.Add(from);
        (_end, _last) = (from + count, last);
        if (last is not null)
            CutAt(_end - 1);
    }

    /// <summary>Cuts before a position, if that lies within.</summary>
    public void CutAt(long position)
    {
        if (position > _starts[0] && position < _end)
            _starts.Add(position);
    }

    /// <summary>Cuts where any threshold of a model divides the run for an applicant.</summary>
    public void CutAtThresholds(ModelGrid model, Applicant applicant)
    {
        var (from, to) = (_starts[0], _end);
        foreach (var free in model.Ensemble.Free.Where(f => f.Axis == axis))
        {
            // A value that falls along the axis, or rises, or is missing all along.
            var falls = ValueAt(from) > ValueAt(to - 1);
            if (float.IsNaN(ValueAt(from)))
                continue;
            var start = from;
            // In this order each threshold divides the run no earlier than the one before it.
            foreach (var threshold in falls ? free.Thresholds.Reverse().AsEnumerable() : free.Thresholds)
            {
                start = Positions.First(start, to, k => ValueAt(k) <= threshold.Value == falls);
                CutAt(start);
            }

            float ValueAt(long position) => model.ValueOf(free, applicant, (double)At(position));
        }
    }

    /// <summary>Orders the cuts.</summary>
    public void Finish()
    {
        _starts.Sort();
        var kept = 0;
        for (var i = 0; i < _starts.Count; i++)
        {
            if (kept == 0 || _starts[kept - 1] != _starts[i])
                _starts[kept++] = _starts[i];
        }

        _starts.RemoveRange(kept, _starts.Count - kept);
        Count = kept;
        if (_firstValues.Length < kept)
            (_firstValues, _lastValues) = (new double[kept], new double[kept]);
        for (var i = 0; i < kept; i++)
            (_firstValues[i], _lastValues[i]) = ((double)At(First(i)), (double)At(Last(i)));
    }

    private decimal At(long position) => _last is { } last && position == _end - 1 ? last : lattice[position];
}
