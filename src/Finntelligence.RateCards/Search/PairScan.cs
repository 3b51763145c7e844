using System.Buffers;
using System.Runtime.InteropServices;

namespace Finntelligence.RateCards.Search;

/// <summary>
/// For every cut by one input, the best second cut by another input on either side. The customers are summed once by the bins of both inputs;
/// the cuts of the first are then walked through in order, with running sums by the bins of the second.
/// </summary>
internal sealed class PairScan : IDisposable
{
    private readonly CardProblem _problem;
    private readonly NodeSums _node;
    private readonly double[] _cells;
    private readonly double[] _running;
    private readonly double[] _run;
    private readonly double[] _rest;
    private readonly double[] _high;

    /// <summary>A scan of one part of the customers; for one thread.</summary>
    public PairScan(CardProblem problem, NodeSums node)
    {
        (_problem, _node) = (problem, node);
        int most = problem.Features.Length == 0 ? 1 : problem.Features.Max(f => f.Count);
        _cells = ArrayPool<double>.Shared.Rent(most * most * problem.Width);
        _running = new double[most * problem.Width];
        (_run, _rest, _high) = (new double[problem.Width], new double[problem.Width], new double[problem.Width]);
    }

    /// <summary>Scans two inputs, each as the first.</summary>
    /// <param name="rows">The customers.</param>
    /// <param name="f">One input.</param>
    /// <param name="g">The other; may be the same.</param>
    /// <returns>What was found with either as the first.</returns>
    public (SecondCuts First, SecondCuts? Second) Run(ReadOnlySpan<int> rows, int f, int g)
    {
        int width = _problem.Width, ofF = _problem.Features[f].Count, ofG = _problem.Features[g].Count;
        Sum(rows, f, g);
        var first = Scan(f, g, ofG * width, width);
        return f == g ? (first, null) : (first, Scan(g, f, width, ofG * width));
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<double>.Shared.Return(_cells);

    private void Sum(ReadOnlySpan<int> rows, int f, int g)
    {
        int width = _problem.Width, ofG = _problem.Features[g].Count;
        byte[] binsF = _problem.Features[f].Bins, binsG = _problem.Features[g].Bins;
        var cells = _cells.AsSpan(0, _problem.Features[f].Count * ofG * width);
        cells.Clear();
        foreach (int row in rows)
            _problem.Vectors.AddTo(cells[(((binsF[row] * ofG) + binsG[row]) * width)..], row * width, width);
    }

    private SecondCuts Scan(int root, int inner, int rootStride, int innerStride)
    {
        int width = _problem.Width, bins = _problem.Features[inner].Count;
        var found = new SecondCuts(_problem.CutsOf[root]);
        int at = 0;
        foreach (var sequence in _problem.SequencesOf[root])
        {
            var running = _running.AsSpan(0, bins * width);
            running.Clear();
            int cutsLeft = sequence.CutAfter.Count(q => q >= 0);
            for (int p = 0; cutsLeft > 0; p++)
            {
                for (int b = 0; b < bins; b++)
                    _cells.AddTo(running[(b * width)..], (sequence.Order[p] * rootStride) + (b * innerStride), width);
                if (sequence.CutAfter[p] < 0)
                    continue;
                cutsLeft--;
                Second(sequence.CutAfter[p], at++, inner, found);
            }
        }

        return found;
    }

    private void Second(int cut, int at, int inner, SecondCuts found)
    {
        int width = _problem.Width, room = _problem.Room;
        var low = _node.LowOf(cut);
        SumVectors.Subtract(_node.Total, low, _high);
        bool lowMay = _node.MaySplit(cut, true, inner), highMay = _node.MaySplit(cut, false, inner);
        foreach (var sequence in _problem.SequencesOf[inner])
        {
            _run.AsSpan().Clear();
            int cutsLeft = sequence.CutAfter.Count(q => q >= 0);
            for (int p = 0; cutsLeft > 0; p++)
            {
                _running.AddTo(_run, sequence.Order[p] * width, width);
                int second = sequence.CutAfter[p];
                if (second < 0)
                    continue;
                cutsLeft--;
                var both = _node.LowOf(second);
                var (a, b, c, d) = SumVectors.Greatest(_run.AsSpan(0, room), low[..room], both[..room], _high.AsSpan(0, room));
                Take(found, at, cut, true, second, a + b, lowMay, low);
                if (found.NeedsLook(at, false, c + d, highMay))
                {
                    SumVectors.Subtract(both, _run, _rest);
                    Take(found, at, cut, false, second, c + d, highMay, _high, _rest);
                }
            }
        }
    }

    private void Take(SecondCuts found, int at, int cut, bool onLow, int second, double value, bool may, ReadOnlySpan<double> whole, double[]? part = null)
    {
        if (!found.NeedsLook(at, onLow, value, may))
            return;
        found.Relax(at, onLow, value);
        if (!may || !(value > found.Strict(at, onLow)))
            return;
        part ??= _run;
        int few = _problem.Rules.FewestCustomers;
        if (part[_problem.Room] < few || whole[_problem.Room] - part[_problem.Room] < few)
            return;
        if (_problem.IsBounded || _problem.Rules.HasPairs)
        {
            var rest = new double[whole.Length];
            SumVectors.Subtract(whole, part, rest);
            value = _node.Two(part, rest, _node.DistanceAt(cut, onLow, second)).Value;
        }

        found.Keep(at, onLow, value, second);
    }
}

/// <summary>For each cut by an input, the best second cut on either side.</summary>
/// <param name="cuts">The cuts, in the order of the scan.</param>
internal sealed class SecondCuts(System.Collections.Immutable.ImmutableArray<int> cuts)
{
    private readonly double[] _strict = Filled(cuts.Length);
    private readonly double[] _relaxed = Filled(cuts.Length);
    private readonly int[] _second = new int[2 * cuts.Length];

    /// <summary>The cuts.</summary>
    public System.Collections.Immutable.ImmutableArray<int> Cuts => cuts;

    /// <summary>The best that keeps the rules; −∞ for none.</summary>
    public double Strict(int at, bool onLow) => _strict[Index(at, onLow)];

    /// <summary>The best whatever the rules.</summary>
    public double Relaxed(int at, bool onLow) => _relaxed[Index(at, onLow)];

    /// <summary>The second cut of <see cref="Strict"/>.</summary>
    public int Second(int at, bool onLow) => _second[Index(at, onLow)];

    /// <summary>Whether a value changes anything.</summary>
    public bool NeedsLook(int at, bool onLow, double value, bool may) =>
        value > _relaxed[Index(at, onLow)] || (may && value > _strict[Index(at, onLow)]);

    public void Relax(int at, bool onLow, double value) => _relaxed[Index(at, onLow)] = Math.Max(_relaxed[Index(at, onLow)], value);

    public void Keep(int at, bool onLow, double value, int second)
    {
        int index = Index(at, onLow);
        if (value > _strict[index])
            (_strict[index], _second[index]) = (value, second);
    }

    private int Index(int at, bool onLow) => (2 * at) + (onLow ? 0 : 1);

    private static double[] Filled(int cuts)
    {
        var values = new double[2 * cuts];
        Array.Fill(values, double.NegativeInfinity);
        return values;
    }
}
