using System.Collections.Immutable;
using Finntelligence.Trees.Formats.MlNet.Reading.Folding;

namespace Finntelligence.Trees.Formats.MlNet.Reading.Columns;

/// <summary>
/// A number as a function of a numeric raw input, over every float32 there is. The function is known as ranges of the input in which
/// it rises or falls throughout, so that a comparison with a threshold changes at most once in each and bisection finds where.
/// </summary>
internal sealed record NumberSlot : Slot
{
    // Infinities are ranges of their own: much arithmetic that rises between them ends in NaN there.
    private static readonly ImmutableArray<int> Whole = [FloatOrder.Least, FloatOrder.Least + 1, FloatOrder.Greatest];

    private readonly NumberSlot? _from;
    private readonly ScalarMap? _map;
    private readonly FoldingWork _work;
    private readonly Dictionary<(float Threshold, bool MissingGoesLeft), Passage> _passages = [];
    private ImmutableArray<int> _starts;

    /// <summary>The input itself.</summary>
    public NumberSlot(RawInput input, FoldingWork work)
        : base(input)
    {
        _work = work;
        _starts = Whole;
    }

    private NumberSlot(NumberSlot from, ScalarMap map)
        : base(from.Input)
    {
        _from = from;
        _map = map;
        _work = from._work;
    }

    /// <summary>Whether it is the input as it is.</summary>
    public bool IsInput => _from is null;

    /// <summary>First positions of the ranges, in <see cref="FloatOrder"/>.</summary>
    private ImmutableArray<int> Starts => _starts.IsDefault ? _starts = Compose() : _starts;

    public override Slot Then(ScalarMap map) => new NumberSlot(this, map);

    public double Value(double input) => _map is null ? input : _map.Apply(_from!.Value(input));

    /// <summary>Which values of the input pass a test of this slot.</summary>
    public Passage Passing(float threshold, bool missingGoesLeft)
    {
        if (!_passages.TryGetValue((threshold, missingGoesLeft), out var passage))
            _passages.Add((threshold, missingGoesLeft), passage = FindPassage(threshold, missingGoesLeft));
        return passage;
    }

    private Passage FindPassage(float threshold, bool missingGoesLeft)
    {
        var runs = new List<Run>();
        foreach (var (first, last) in Ranges(Starts))
        {
            var goesLeft = PassesAt(first);
            Add(first, goesLeft);
            if (PassesAt(last) != goesLeft)
                Add(FirstWhere(first, last, at => PassesAt(at) != goesLeft), !goesLeft);
        }

        return new Passage([.. runs], Passes(Value(double.NaN)));

        void Add(int first, bool left)
        {
            if (runs.Count == 0 || runs[^1].GoesLeft != left)
                runs.Add(new Run(first, left));
        }

        bool PassesAt(int position)
        {
            _work.Count();
            return Passes(At(position));
        }

        bool Passes(double value) => double.IsNaN(value) ? missingGoesLeft : (float)value <= threshold;
    }

    private ImmutableArray<int> Compose()
    {
        var starts = new SortedSet<int>(_from!.Starts);
        foreach (var (first, last) in Ranges(_from.Starts))
            AddBreaks(starts, first, last);
        SplitOffMissing(starts);
        return Merged([.. starts]);
    }

    private void AddBreaks(SortedSet<int> starts, int first, int last)
    {
        _work.Count();
        var (atFirst, atLast) = (_from!.At(first), _from.At(last));
        if (double.IsNaN(atFirst) || double.IsNaN(atLast))
            return;
        var (low, high) = atFirst <= atLast ? (atFirst, atLast) : (atLast, atFirst);
        var breaks = _map!.Breaks;
        var next = breaks.BinarySearch(low);
        for (next = next < 0 ? ~next : next + 1; next < breaks.Length && breaks[next] <= high; next++)
        {
            var point = breaks[next];
            starts.Add(atFirst <= atLast
                ? FirstWhere(first, last, at => _from.At(at) >= point)
                : FirstWhere(first, last, at => _from.At(at) < point));
        }
    }

    // Where a range ends in NaN, as arithmetic at its limits does, the NaN becomes a range of its own.
    private void SplitOffMissing(SortedSet<int> starts)
    {
        foreach (var (first, last) in Ranges([.. starts]))
        {
            var missing = double.IsNaN(At(first));
            if (double.IsNaN(At(last)) != missing)
                starts.Add(FirstWhere(first, last, at => double.IsNaN(At(at)) != missing));
        }
    }

    // Of neighbouring ranges with one and the same value everywhere, one is enough.
    private ImmutableArray<int> Merged(ImmutableArray<int> starts)
    {
        var merged = ImmutableArray.CreateBuilder<int>(starts.Length);
        double? constant = null;
        foreach (var (first, last) in Ranges(starts))
        {
            _work.Count();
            var (atFirst, atLast) = (At(first), At(last));
            double? value = atFirst.Equals(atLast) ? atFirst : null;
            if (merged.Count == 0 || value is null || constant is not { } before || !before.Equals(value.Value))
                merged.Add(first);
            constant = value;
        }

        return merged.ToImmutable();
    }

    private int FirstWhere(int first, int last, Func<int, bool> holds)
    {
        // It does not hold at the first position and does at the last.
        var (no, yes) = ((long)first, (long)last);
        while (yes - no > 1)
        {
            _work.Count();
            var middle = (no + yes) / 2;
            if (holds((int)middle))
                yes = middle;
            else
                no = middle;
        }

        return (int)yes;
    }

    private double At(int position) => Value(FloatOrder.At(position));

    private static IEnumerable<(int First, int Last)> Ranges(ImmutableArray<int> starts)
    {
        for (var i = 0; i < starts.Length; i++)
            yield return (starts[i], i + 1 < starts.Length ? starts[i + 1] - 1 : FloatOrder.Greatest);
    }
}
