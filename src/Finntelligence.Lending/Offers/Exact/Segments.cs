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

    /// <summary>Begins with one segment: the run.</summary>
    /// <param name="from">Position.</param>
    /// <param name="count">At least 1.</param>
    public void Begin(long from, long count)
    {
        _starts.Clear();
        _starts.Add(from);
        _end = from + count;
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

            float ValueAt(long position) => model.ValueOf(free, applicant, (double)lattice[position]);
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
            (_firstValues[i], _lastValues[i]) = ((double)lattice[First(i)], (double)lattice[Last(i)]);
    }
}
