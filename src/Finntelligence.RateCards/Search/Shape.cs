using System.Collections.Immutable;
using Finntelligence.RateCards.Binning;

namespace Finntelligence.RateCards.Search;

/// <summary>A card in the numbers of one search: a cut and two parts, or a cell with the position of its rate.</summary>
/// <param name="Cut">Number of the cut; −1 for a cell.</param>
/// <param name="Low">Where the cut's question holds; null for a cell.</param>
/// <param name="High">Where it does not; null for a cell.</param>
/// <param name="Rate">Of a cell.</param>
internal sealed record Shape(int Cut, Shape? Low, Shape? High, int Rate)
{
    /// <summary>A cell.</summary>
    public static Shape Cell(int rate) => new(-1, null, null, rate);

    /// <summary>A split.</summary>
    public static Shape Split(int cut, Shape low, Shape high) => new(cut, low, high, -1);

    /// <summary>Number of cells.</summary>
    public int Cells => Cut < 0 ? 1 : Low!.Cells + High!.Cells;

    /// <summary>The same card with other rates, from left to right.</summary>
    public Shape With(ReadOnlySpan<int> rates) => Cut < 0
        ? Cell(rates[0])
        : Split(Cut, Low!.With(rates[..Low.Cells]), High!.With(rates[Low.Cells..]));

    /// <summary>The rates from left to right.</summary>
    public IEnumerable<int> Rates() => Cut < 0 ? [Rate] : Low!.Rates().Concat(High!.Rates());

    /// <summary>The cells' regions from left to right.</summary>
    public IEnumerable<Region> Regions(Region of, ImmutableArray<Cut> cuts) => Cut < 0
        ? [of]
        : Low!.Regions(of.Where(cuts[Cut], low: true), cuts).Concat(High!.Regions(of.Where(cuts[Cut], low: false), cuts));

    /// <summary>The cell of a row, counted from the left.</summary>
    public int CellOf(int row, CardProblem problem)
    {
        var (shape, before) = (this, 0);
        while (shape.Cut >= 0)
        {
            if (problem.IsLow(shape.Cut, row))
            {
                shape = shape.Low!;
                continue;
            }

            before += shape.Low!.Cells;
            shape = shape.High!;
        }

        return before;
    }
}
