namespace Finntelligence.RateCards.Search;

/// <summary>A side of a first cut as one cell, or as two by a second cut.</summary>
/// <param name="Second">The second cut; −1 for none.</param>
/// <param name="Value">The best, tied within the side only.</param>
internal readonly record struct SideCut(int Second, double Value);

/// <summary>Every way to make cells of one side of a cut, best first.</summary>
internal sealed class SideCuts
{
    private readonly CardProblem _problem;
    private readonly NodeSums _side;
    private readonly Lazy<SideCut[]> _two;

    /// <param name="problem">All customers.</param>
    /// <param name="rows">Those of the side.</param>
    /// <param name="node">What is cut.</param>
    /// <param name="cut">The first cut.</param>
    /// <param name="low">Which side.</param>
    public SideCuts(CardProblem problem, int[] rows, NodeSums node, int cut, bool low)
    {
        _problem = problem;
        _side = new NodeSums(problem, rows, node.RegionOf(cut, low));
        _two = new Lazy<SideCut[]>(Two);
    }

    /// <summary>The ways to make so many cells.</summary>
    public IReadOnlyList<SideCut> Of(int cells)
    {
        if (cells == 2)
            return _two.Value;
        var (value, rate) = CardProblem.BestIn(_side.Total, _problem.BoundsOf(_side.Total));
        return rate < 0 ? [] : [new SideCut(-1, value)];
    }

    /// <summary>The cells' sums.</summary>
    public double[][] SumsOf(SideCut way) => way.Second < 0 ? [_side.Total] : [_side.LowOf(way.Second).ToArray(), _side.HighOf(way.Second)];

    /// <summary>The cells' bounds.</summary>
    public IEnumerable<RateBounds> BoundsOf(SideCut way) => SumsOf(way).Select(sum => _problem.BoundsOf(sum));

    /// <summary>The cells' regions.</summary>
    public Region[] RegionsOf(SideCut way) => way.Second < 0 ? [_side.Region] : [_side.RegionOf(way.Second, true), _side.RegionOf(way.Second, false)];

    /// <summary>The side as a part of a card; its rates are still to be set.</summary>
    public static Shape ShapeOf(SideCut way) => way.Second < 0 ? Shape.Cell(0) : Shape.Split(way.Second, Shape.Cell(0), Shape.Cell(0));

    private SideCut[] Two() =>
    [
        .. Enumerable.Range(0, _problem.Cuts.Length)
            .Where(second => _side.MaySplit(_problem.Cuts[second].Feature))
            .Select(second => new SideCut(second, _side.Two(_side.LowOf(second), _side.HighOf(second), _side.Distance(second)).Value))
            .Where(way => !double.IsNegativeInfinity(way.Value))
            .OrderByDescending(way => way.Value).ThenBy(way => way.Second),
    ];
}
