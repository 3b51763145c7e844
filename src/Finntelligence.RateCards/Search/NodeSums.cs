namespace Finntelligence.RateCards.Search;

/// <summary>The sums of one part of the customers on the low side of every cut, and what the rules allow there.</summary>
internal sealed class NodeSums
{
    private readonly CardProblem _problem;
    private readonly double[] _low;
    private readonly Region[]? _regions;
    private readonly bool[]? _mayNotSplit;

    public NodeSums(CardProblem problem, ReadOnlySpan<int> rows, Region region)
    {
        (_problem, Region) = (problem, region);
        Total = problem.Sum(rows);
        _low = new double[problem.Cuts.Length * problem.Width];
        for (int f = 0; f < problem.Features.Length; f++)
            Sum(rows, f);
        // Only where rules ask for them.
        if (!problem.Rules.HasPairs && problem.Rules.NotSplit.IsEmpty)
            return;
        _regions = [.. problem.Cuts.SelectMany(cut => (Region[])[region.Where(cut, low: true), region.Where(cut, low: false)])];
        if (problem.Rules.NotSplit.IsEmpty)
            return;
        int features = problem.Features.Length;
        _mayNotSplit = new bool[_regions.Length * features];
        for (int i = 0; i < _mayNotSplit.Length; i++)
            _mayNotSplit[i] = !_regions[i / features].MayBeSplit(i % features, problem.Rules.NotSplit);
    }

    /// <summary>Everybody here.</summary>
    public double[] Total { get; }

    /// <summary>What is known of them from the cuts above.</summary>
    public Region Region { get; }

    /// <summary>Those for whom a cut's question holds.</summary>
    public ReadOnlySpan<double> LowOf(int cut) => _low.AsSpan(cut * _problem.Width, _problem.Width);

    /// <summary>The others.</summary>
    public double[] HighOf(int cut)
    {
        var high = new double[_problem.Width];
        SumVectors.Subtract(Total, LowOf(cut), high);
        return high;
    }

    /// <summary>Whether the rules let this part be split by an input.</summary>
    public bool MaySplit(int feature) => Region.MayBeSplit(feature, _problem.Rules.NotSplit);

    /// <summary>Whether they let one side of a cut be split.</summary>
    public bool MaySplit(int cut, bool low, int feature) =>
        _mayNotSplit is null || !_mayNotSplit[(((2 * cut) + (low ? 0 : 1)) * _problem.Features.Length) + feature];

    /// <summary>One side of a cut.</summary>
    public Region RegionOf(int cut, bool low) => _regions is null ? Region.Where(_problem.Cuts[cut], low) : _regions[(2 * cut) + (low ? 0 : 1)];

    /// <summary>What ties the two cells that a cut makes of this part.</summary>
    public RateDistance Distance(int cut) =>
        _problem.Rules.HasPairs ? PairRules.Between(_problem, RegionOf(cut, true), RegionOf(cut, false)) : RateDistance.Free;

    /// <summary>What ties the two cells that a second cut makes of one side of a first.</summary>
    public RateDistance DistanceAt(int cut, bool low, int second)
    {
        if (!_problem.Rules.HasPairs)
            return RateDistance.Free;
        var region = RegionOf(cut, low);
        return PairRules.Between(_problem, region.Where(_problem.Cuts[second], low: true), region.Where(_problem.Cuts[second], low: false));
    }

    /// <summary>The best rates of two cells that are tied together; −∞ where the rules leave none.</summary>
    public (double Value, int Low, int High) Two(ReadOnlySpan<double> low, ReadOnlySpan<double> high, RateDistance distance)
    {
        var (first, second) = (_problem.BoundsOf(low), _problem.BoundsOf(high));
        if (distance.IsFree)
        {
            var (a, b) = (CardProblem.BestIn(low, first), CardProblem.BestIn(high, second));
            return (a.Value + b.Value, a.Rate, b.Rate);
        }

        var best = (Value: double.NegativeInfinity, Low: -1, High: -1);
        for (int r = first.Least; r <= first.Greatest; r++)
        {
            int from = Math.Max(second.Least, r + distance.Least), to = Math.Min(second.Greatest, r + distance.Greatest);
            var (value, rate) = CardProblem.BestIn(high, new RateBounds(from, to));
            if (rate >= 0 && low[r] + value > best.Value)
                best = (low[r] + value, r, rate);
        }

        return best;
    }

    private void Sum(ReadOnlySpan<int> rows, int f)
    {
        int width = _problem.Width;
        var feature = _problem.Features[f];
        var bins = new double[feature.Count * width];
        foreach (int row in rows)
            _problem.Vectors.AddTo(bins.AsSpan(feature.Bins[row] * width), row * width, width);
        var run = new double[width];
        foreach (var sequence in _problem.SequencesOf[f])
        {
            run.AsSpan().Clear();
            for (int p = 0; p < sequence.Order.Length; p++)
            {
                bins.AddTo(run, sequence.Order[p] * width, width);
                if (sequence.CutAfter[p] >= 0)
                    run.CopyTo(_low, sequence.CutAfter[p] * width);
            }
        }
    }
}
