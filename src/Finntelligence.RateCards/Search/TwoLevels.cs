namespace Finntelligence.RateCards.Search;

/// <summary>
/// The best cards of at most two questions in a row, exactly: every pair of cuts is looked at, by sums over the bins of two inputs at a time.
/// Where rules tie the rates of cells together, cuts are first bounded without the ties, and solved in full as long as their bound is above the
/// best card found.
/// </summary>
internal sealed class TwoLevels
{
    // Of full solutions at one node; what is left beyond is told as a gap.
    private const int MostSolved = 400_000;

    private readonly CardProblem _problem;
    private readonly int[] _rows;
    private readonly NodeSums _node;
    private readonly NodeResult _result;
    private readonly SecondCuts?[] _second;
    private int _solved;

    private TwoLevels(CardProblem problem, int[] rows, Region region, int depth)
    {
        (_problem, _rows) = (problem, rows);
        _node = new NodeSums(problem, rows, region);
        _result = new NodeResult(1 << depth);
        _second = new SecondCuts?[problem.Features.Length];
    }

    /// <summary>The best cards of a part of the customers.</summary>
    /// <param name="problem">All customers.</param>
    /// <param name="rows">The part.</param>
    /// <param name="region">What is known of it.</param>
    /// <param name="depth">Questions in a row: 0 to 2.</param>
    /// <param name="threads">Has no influence on the result.</param>
    /// <param name="cancellation">Checked between pairs of inputs.</param>
    public static NodeResult Run(CardProblem problem, int[] rows, Region region, int depth, int threads, CancellationToken cancellation)
    {
        var search = new TwoLevels(problem, rows, region, depth);
        search.One();
        if (depth > 0)
            search.Two();
        if (depth > 1)
            search.Four(threads, cancellation);
        search._result.Close();
        return search._result;
    }

    private void One()
    {
        var (value, rate) = CardProblem.BestIn(_node.Total, _problem.BoundsOf(_node.Total));
        _result.Bound(1, value, SumVectors.Greatest(_node.Total.AsSpan(0, _problem.Room)));
        _result.Offer(1, value, () => Shape.Cell(rate));
    }

    private void Two()
    {
        for (int cut = 0; cut < _problem.Cuts.Length; cut++)
        {
            var low = _node.LowOf(cut);
            double[] high = _node.HighOf(cut);
            double relaxed = SumVectors.Greatest(low[.._problem.Room]) + SumVectors.Greatest(high.AsSpan(0, _problem.Room));
            bool may = _node.MaySplit(_problem.Cuts[cut].Feature);
            var best = may && relaxed > _result.Value[2] ? _node.Two(low, high, _node.Distance(cut)) : (Value: double.NegativeInfinity, Low: -1, High: -1);
            _result.Bound(2, best.Value, relaxed);
            int at = cut;
            _result.Offer(2, best.Value, () => Shape.Split(at, Shape.Cell(best.Low), Shape.Cell(best.High)));
        }
    }

    private void Four(int threads, CancellationToken cancellation)
    {
        Scan(threads, cancellation);
        var roots = new List<Root>();
        for (int f = 0; f < _problem.Features.Length; f++)
        {
            for (int at = 0; at < _problem.CutsOf[f].Length; at++)
                roots.Add(RootOf(_problem.CutsOf[f][at], _second[f]!, at));
        }

        foreach (var root in roots)
        {
            _result.Bound(3, double.NegativeInfinity, Math.Max(root.RelaxedTwo.Low + root.RelaxedOne.High, root.RelaxedOne.Low + root.RelaxedTwo.High));
            _result.Bound(4, double.NegativeInfinity, root.RelaxedTwo.Low + root.RelaxedTwo.High);
        }

        roots.RemoveAll(root => !_node.MaySplit(_problem.Cuts[root.Cut].Feature));
        foreach (int cells in (int[])[3, 4])
        {
            if (_problem.Rules.HasPairs)
                Solve(roots, cells, cancellation);
            else
                Choose(roots, cells);
        }
    }

    private void Scan(int threads, CancellationToken cancellation)
    {
        int features = _problem.Features.Length;
        (int F, int G)[] pairs = [.. from f in Enumerable.Range(0, features) from g in Enumerable.Range(f, features - f) select (f, g)];
        var found = new (SecondCuts First, SecondCuts? Second)[pairs.Length];
        Parallel.For(
            0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new PairScan(_problem, _node),
            (i, _, scan) =>
            {
                found[i] = scan.Run(_rows, pairs[i].F, pairs[i].G);
                return scan;
            },
            scan => scan.Dispose());
        // In the order of the pairs, whoever was done first.
        for (int i = 0; i < pairs.Length; i++)
        {
            _second[pairs[i].F] = Better(_second[pairs[i].F], found[i].First);
            if (found[i].Second is { } other)
                _second[pairs[i].G] = Better(_second[pairs[i].G], other);
        }
    }

    private static SecondCuts Better(SecondCuts? one, SecondCuts other)
    {
        if (one is null)
            return other;
        for (int at = 0; at < one.Cuts.Length; at++)
        {
            foreach (bool low in (bool[])[true, false])
            {
                one.Relax(at, low, other.Relaxed(at, low));
                one.Keep(at, low, other.Strict(at, low), other.Second(at, low));
            }
        }

        return one;
    }

    private Root RootOf(int cut, SecondCuts second, int at)
    {
        var low = _node.LowOf(cut);
        double[] high = _node.HighOf(cut);
        int room = _problem.Room;
        return new Root(
            cut,
            new Sides(CardProblem.BestIn(low, _problem.BoundsOf(low)).Value, CardProblem.BestIn(high, _problem.BoundsOf(high)).Value),
            new Sides(second.Strict(at, true), second.Strict(at, false)),
            new Sides(SumVectors.Greatest(low[..room]), SumVectors.Greatest(high.AsSpan(0, room))),
            // A second cut that leaves one side empty is none: two cells earn at least as much as one.
            new Sides(
                Math.Max(second.Relaxed(at, true), SumVectors.Greatest(low[..room])),
                Math.Max(second.Relaxed(at, false), SumVectors.Greatest(high.AsSpan(0, room)))),
            (second.Second(at, true), second.Second(at, false)));
    }

    private void Choose(List<Root> roots, int cells)
    {
        (Root Root, int Low, int High, double Value)? best = null;
        foreach (var root in roots)
        {
            foreach (var (low, high) in Ways(cells))
            {
                if (root.ValueOf(low, high) is var value && value > (best?.Value ?? double.NegativeInfinity))
                    best = (root, low, high, value);
            }
        }

        if (best is not var (chosen, lowCells, highCells, profit))
            return;
        _result.Bound(cells, profit, double.NegativeInfinity);
        _result.Offer(cells, profit, () => Shape.Split(chosen.Cut, SideOf(chosen, true, lowCells), SideOf(chosen, false, highCells)));
    }

    private Shape SideOf(Root root, bool low, int cells)
    {
        double[] whole = low ? _node.LowOf(root.Cut).ToArray() : _node.HighOf(root.Cut);
        if (cells == 1)
            return Shape.Cell(CardProblem.BestIn(whole, _problem.BoundsOf(whole)).Rate);
        int second = low ? root.Second.Low : root.Second.High;
        int[] rows = [.. _rows.Where(row => _problem.IsLow(root.Cut, row) == low && _problem.IsLow(second, row))];
        double[] part = _problem.Sum(rows), rest = new double[whole.Length];
        SumVectors.Subtract(whole, part, rest);
        var best = _node.Two(part, rest, RateDistance.Free);
        return Shape.Split(second, Shape.Cell(best.Low), Shape.Cell(best.High));
    }

    // The bound of a root knows the ties between the two cells of one side, not those across.
    private void Solve(List<Root> roots, int cells, CancellationToken cancellation)
    {
        Root[] sorted = [.. roots.OrderByDescending(root => root.Bound(cells)).ThenBy(root => root.Cut)];
        for (int i = 0; i < sorted.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!(sorted[i].Bound(cells) > _result.Value[cells]))
                break;
            if (_solved < MostSolved)
                Solve(sorted[i], cells);
            else
                _result.Bound(cells, sorted[i].Bound(cells), double.NegativeInfinity);
        }

        _result.Bound(cells, _result.Value[cells], double.NegativeInfinity);
    }

    private void Solve(Root root, int cells)
    {
        var low = new SideCuts(_problem, [.. _rows.Where(row => _problem.IsLow(root.Cut, row))], _node, root.Cut, true);
        var high = new SideCuts(_problem, [.. _rows.Where(row => !_problem.IsLow(root.Cut, row))], _node, root.Cut, false);
        foreach (var (lowCells, highCells) in Ways(cells))
            Solve(root, low.Of(lowCells), high.Of(highCells), low, high, cells);
    }

    private void Solve(Root root, IReadOnlyList<SideCut> lows, IReadOnlyList<SideCut> highs, SideCuts low, SideCuts high, int cells)
    {
        if (highs.Count == 0)
            return;
        foreach (var one in lows)
        {
            if (!(one.Value + highs[0].Value > _result.Value[cells]))
                return;
            foreach (var other in highs)
            {
                double bound = one.Value + other.Value;
                if (!(bound > _result.Value[cells]))
                    break;
                if (++_solved > MostSolved)
                {
                    _result.Bound(cells, bound, double.NegativeInfinity);
                    return;
                }

                var (rates, value, proven) = RateAssignment.Best(
                    [.. low.SumsOf(one), .. high.SumsOf(other)], [.. low.BoundsOf(one), .. high.BoundsOf(other)],
                    PairRules.Of(_problem, [.. low.RegionsOf(one), .. high.RegionsOf(other)]), _result.Value[cells]);
                if (!proven)
                    _result.Bound(cells, bound, double.NegativeInfinity);
                if (rates is not null)
                    _result.Offer(cells, value, () => Shape.Split(root.Cut, SideCuts.ShapeOf(one), SideCuts.ShapeOf(other)).With(rates));
            }
        }
    }

    private static (int Low, int High)[] Ways(int cells) => cells == 3 ? [(2, 1), (1, 2)] : [(2, 2)];

    private readonly record struct Sides(double Low, double High);

    /// <param name="Cut">The first cut.</param>
    /// <param name="One">The best of each side as one cell.</param>
    /// <param name="Two">The best of each side as two.</param>
    /// <param name="RelaxedOne">The same whatever the rules.</param>
    /// <param name="RelaxedTwo">The same whatever the rules.</param>
    /// <param name="Second">The second cuts of <paramref name="Two"/>.</param>
    private sealed record Root(int Cut, Sides One, Sides Two, Sides RelaxedOne, Sides RelaxedTwo, (int Low, int High) Second)
    {
        public double ValueOf(int lowCells, int highCells) => (lowCells == 1 ? One.Low : Two.Low) + (highCells == 1 ? One.High : Two.High);

        public double Bound(int cells) => Ways(cells).Max(way => ValueOf(way.Low, way.High));
    }
}
