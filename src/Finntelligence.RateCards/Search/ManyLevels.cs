namespace Finntelligence.RateCards.Search;

/// <summary>
/// Cards of more than two questions in a row, by branch and bound over the first cut. The cuts of one input are nested: what is on the low side of
/// one is on the low side of the next, so a part that was searched bounds the parts before and after it (as in Brița, van der Linden and Demirović
/// 2025). Cuts are searched where the bound is farthest above what was found, until none is above, or the work that was granted is done; then the
/// distance between bound and card is the proven gap.
/// </summary>
internal sealed class ManyLevels
{
    // Searched side by side before bounds are looked at again; a fixed number, so that the result is the same on any number of threads.
    private const int Batch = 8;

    private readonly CardProblem _problem;
    private readonly int[] _rows;
    private readonly Region _region;
    private readonly int _depth;
    private readonly SearchEffort _effort;
    private readonly NodeResult _result;
    private readonly Candidate[][] _candidates;
    private readonly double _floor;

    private ManyLevels(CardProblem problem, int[] rows, Region region, int depth, SearchEffort effort)
    {
        (_problem, _rows, _region, _depth, _effort) = (problem, rows, region, depth, effort);
        _result = new NodeResult(Math.Min(1 << depth, effort.MostCells));
        _floor = rows.Sum(row => problem.Floors[row]);
        // A sequence's cuts are nested, and so is what lies between them.
        _candidates = [.. problem.Sequences.Select(Candidates)];
    }

    /// <summary>The best cards of a part of the customers.</summary>
    /// <param name="problem">All customers.</param>
    /// <param name="rows">The part.</param>
    /// <param name="region">What is known of it.</param>
    /// <param name="depth">Questions in a row.</param>
    /// <param name="effort">How much work there may be.</param>
    /// <param name="cancellation">Checked often.</param>
    public static NodeResult Run(CardProblem problem, int[] rows, Region region, int depth, SearchEffort effort, CancellationToken cancellation)
    {
        if (depth <= 2)
        {
            effort.Spend(1);
            return TwoLevels.Run(problem, rows, region, depth, effort.Threads, cancellation);
        }

        var search = new ManyLevels(problem, rows, region, depth, effort);
        search.Begin(cancellation);
        search.Improve(cancellation);
        search.End();
        return search._result;
    }

    private Candidate[] Candidates(Binning.Sequence sequence)
    {
        var candidates = new List<Candidate>();
        double[] above = [.. Enumerable.Repeat(0.0, _problem.Features[sequence.Feature].Count)];
        byte[] bins = _problem.Features[sequence.Feature].Bins;
        foreach (int row in _rows)
            above[bins[row]] += SumVectors.Greatest(_problem.VectorOf(row)[.._problem.Room]) - _problem.Floors[row];
        bool may = _region.MayBeSplit(sequence.Feature, _problem.Rules.NotSplit);
        double sum = 0;
        for (int p = 0; p < sequence.Order.Length; p++)
        {
            sum += above[sequence.Order[p]];
            if (sequence.CutAfter[p] >= 0)
                candidates.Add(new Candidate(sequence.CutAfter[p], sum, may));
        }

        return [.. candidates];
    }

    // A shallow search gives a card to beat; the middle of each sequence gives the first bounds.
    private void Begin(CancellationToken cancellation)
    {
        var shallow = ManyLevels.Run(_problem, _rows, _region, 2, _effort, cancellation);
        for (int k = 1; k <= Math.Min(shallow.MostCells, _result.MostCells); k++)
        {
            if (shallow.Best[k] is { } shape)
                _result.Offer(k, shallow.Value[k], () => shape);
        }

        _result.Bound(1, shallow.Upper[1], shallow.Relaxed[1]);
        if (_result.MostCells > 1)
            _result.Bound(2, shallow.Upper[2], shallow.Relaxed[2]);
        Search([.. _candidates.Where(c => c.Length > 0).Select(c => c[c.Length / 2])], cancellation);
    }

    private void Improve(CancellationToken cancellation)
    {
        while (!_effort.IsSpent)
        {
            Bound();
            var next = Next();
            if (next.Length == 0)
                return;
            Search(next, cancellation);
        }

        Bound();
    }

    // From each of the most promising stretches of unsearched cuts its middle one: that bounds the rest of the stretch best.
    private Candidate[] Next()
    {
        var stretches = new List<(double Excess, Candidate Middle)>();
        foreach (var candidates in _candidates)
        {
            int from = -1;
            for (int i = 0; i <= candidates.Length; i++)
            {
                bool open = i < candidates.Length && candidates[i] is { Result: null, May: true } && Excess(candidates[i]) > 0;
                if (open && from < 0)
                    from = i;
                if (!open && from >= 0)
                {
                    stretches.Add((candidates[from..i].Max(Excess), candidates[(from + i - 1) / 2]));
                    from = -1;
                }
            }
        }

        return [.. stretches.OrderByDescending(s => s.Excess).ThenBy(s => s.Middle.Cut).Take(Batch).Select(s => s.Middle)];
    }

    // By how much a cut may still be better than what was found, for any number of cells.
    private double Excess(Candidate candidate)
    {
        double most = 0;
        for (int k = 3; k <= _result.MostCells; k++)
        {
            double found = double.IsNegativeInfinity(_result.Value[k]) ? _floor : _result.Value[k];
            double excess = candidate.Upper[k] - found;
            // What rounding alone makes.
            if (excess > Math.Abs(found) * _effort.Tolerance)
                most = Math.Max(most, excess);
        }

        return most;
    }

    private void Search(Candidate[] chosen, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _effort.Threads, CancellationToken = cancellation };
        SearchEffort[] shares = [.. chosen.Select(_ => _effort.Share(chosen.Length))];
        Parallel.For(0, chosen.Length, parallel, i => chosen[i].Result = Sides(chosen[i].Cut, shares[i], cancellation));
        foreach (var share in shares)
            _effort.Spend(share.Spent);
        foreach (var candidate in chosen)
            Combine(candidate);
    }

    private (NodeResult Low, NodeResult High) Sides(int cut, SearchEffort effort, CancellationToken cancellation)
    {
        int[] low = [.. _rows.Where(row => _problem.IsLow(cut, row))], high = [.. _rows.Where(row => !_problem.IsLow(cut, row))];
        var question = _problem.Cuts[cut];
        return (Run(_problem, low, _region.Where(question, low: true), _depth - 1, effort, cancellation),
            Run(_problem, high, _region.Where(question, low: false), _depth - 1, effort, cancellation));
    }

    private void Combine(Candidate candidate)
    {
        var (low, high) = candidate.Result!.Value;
        bool may = candidate.May;
        candidate.Bounds(_result.MostCells);
        for (int k = 2; k <= _result.MostCells; k++)
        {
            double relaxed = double.NegativeInfinity, upper = double.NegativeInfinity;
            for (int kl = Math.Max(1, k - high.MostCells); kl <= Math.Min(low.MostCells, k - 1); kl++)
            {
                int kh = k - kl;
                relaxed = Math.Max(relaxed, low.Relaxed[kl] + high.Relaxed[kh]);
                upper = Math.Max(upper, low.Upper[kl] + high.Upper[kh]);
                if (may && low.Best[kl] is { } lowBest && high.Best[kh] is { } highBest && low.Value[kl] + high.Value[kh] > _result.Value[k])
                    Take(Shape.Split(candidate.Cut, lowBest, highBest), k, low.Value[kl] + high.Value[kh]);
            }

            candidate.Settle(k, may ? upper : double.NegativeInfinity);
            _result.Bound(k, double.NegativeInfinity, relaxed);
        }
    }

    private void Take(Shape shape, int cells, double value)
    {
        if (_problem.Rules.HasPairs)
        {
            var (rates, tied) = TiedRates(shape, _result.Value[cells]);
            if (rates is null)
                return;
            (shape, value) = (shape.With(rates), tied);
        }

        _result.Offer(cells, value, () => shape);
    }

    private (int[]? Rates, double Value) TiedRates(Shape shape, double above)
    {
        Region[] regions = [.. shape.Regions(_region, _problem.Cuts)];
        var sums = new double[regions.Length][];
        for (int c = 0; c < sums.Length; c++)
            sums[c] = new double[_problem.Width];
        foreach (int row in _rows)
            _problem.Vectors.AddTo(sums[shape.CellOf(row, _problem)], row * _problem.Width, _problem.Width);
        var (rates, value, _) = RateAssignment.Best(sums, [.. sums.Select(s => _problem.BoundsOf(s))], PairRules.Of(_problem, regions), above);
        return (rates, value);
    }

    // Of every cut that was not searched, the least of what its neighbours allow.
    private void Bound()
    {
        foreach (var candidates in _candidates)
        {
            Candidate? before = null;
            for (int i = 0; i < candidates.Length; i++)
            {
                if (candidates[i].Result is not null)
                {
                    before = candidates[i];
                    continue;
                }

                var after = candidates.Skip(i + 1).FirstOrDefault(c => c.Result is not null);
                Bound(candidates[i], before, after);
            }
        }
    }

    private void Bound(Candidate candidate, Candidate? before, Candidate? after)
    {
        candidate.Bounds(_result.MostCells);
        for (int k = 2; k <= _result.MostCells; k++)
        {
            double most = double.NegativeInfinity;
            for (int kl = 1; kl < k; kl++)
                most = Math.Max(most, Side(candidate, before, after, kl, low: true) + Side(candidate, before, after, k - kl, low: false));
            candidate.Settle(k, most + _floor);
        }
    }

    // Above the floor: at most what the nearest greater part earns, and at most what the nearest smaller one does and all the rest could.
    private double Side(Candidate candidate, Candidate? before, Candidate? after, int cells, bool low)
    {
        var (greater, smaller) = low ? (after, before) : (before, after);
        double bound = low ? candidate.Most : MostOfAll() - candidate.Most;
        if (greater is not null)
            bound = Math.Min(bound, Above(greater, cells, low));
        if (smaller is not null)
            bound = Math.Min(bound, Above(smaller, cells, low) + Math.Abs(candidate.Most - smaller.Most));
        return bound;
    }

    private double Above(Candidate searched, int cells, bool low)
    {
        var result = low ? searched.Result!.Value.Low : searched.Result!.Value.High;
        searched.LowFloor ??= _rows.Where(row => _problem.IsLow(searched.Cut, row)).Sum(row => _problem.Floors[row]);
        double floor = low ? searched.LowFloor.Value : _floor - searched.LowFloor.Value;
        return result.Relaxed[Math.Min(cells, result.MostCells)] - floor;
    }

    private double? _mostOfAll;

    private double MostOfAll() => _mostOfAll ??= _rows.Sum(row => SumVectors.Greatest(_problem.VectorOf(row)[.._problem.Room]) - _problem.Floors[row]);

    private void End()
    {
        foreach (var candidate in _candidates.SelectMany(c => c))
        {
            candidate.Bounds(_result.MostCells);
            for (int k = 3; k <= _result.MostCells; k++)
            {
                _result.Bound(k, candidate.May ? candidate.Upper[k] : double.NegativeInfinity, candidate.Result is null ? candidate.Upper[k] : double.NegativeInfinity);
            }
        }

        for (int k = 1; k <= _result.MostCells; k++)
            _result.Bound(k, _result.Value[k], double.NegativeInfinity);
        _result.Close();
    }

    /// <summary>A first cut.</summary>
    /// <param name="cut">Its number.</param>
    /// <param name="most">What the customers on its low side could earn above the floor if each had a rate of their own.</param>
    /// <param name="may">Whether the rules let a card begin with it.</param>
    private sealed class Candidate(int cut, double most, bool may)
    {
        public int Cut { get; } = cut;

        public bool May { get; } = may;

        public double Most { get; } = most;

        /// <summary>Of the floors on the low side, once it was summed.</summary>
        public double? LowFloor { get; set; }

        /// <summary>What was found on either side; null if it was not searched.</summary>
        public (NodeResult Low, NodeResult High)? Result { get; set; }

        /// <summary>By number of cells, what a card that begins with this cut earns at most.</summary>
        public double[] Upper { get; private set; } = [];

        public void Bounds(int cells)
        {
            if (Upper.Length > 0)
                return;
            Upper = new double[cells + 1];
            Array.Fill(Upper, double.PositiveInfinity);
        }

        // Bounds only ever fall.
        public void Settle(int cells, double upper) => Upper[cells] = Math.Min(Upper[cells], upper);
    }
}
