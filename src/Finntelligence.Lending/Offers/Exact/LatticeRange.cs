using System.Collections.Immutable;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>
/// A part of the lattices of a product: a run of amounts, some terms, and the lowest rates. What was asked for is one of the amounts, the last
/// one, even where the lattice does not hold it; its position is then the one after the run's.
/// </summary>
/// <param name="FirstAmount">Position of the least amount.</param>
/// <param name="Amounts">Number of amounts.</param>
/// <param name="Months">Positions of the terms on <see cref="OfferAxes.Months"/>, ascending.</param>
/// <param name="Rates">Number of rates, from the least on.</param>
internal readonly record struct LatticeRange(long FirstAmount, long Amounts, ImmutableArray<int> Months, long Rates)
{
    /// <summary>The last amount, greater than the others, where it is not of the lattice; null where all are.</summary>
    public decimal? OffLattice { get; init; }

    /// <summary>Number of amounts that are of the lattice.</summary>
    public long OnLattice => OffLattice is null ? Amounts : Amounts - 1;

    /// <summary>The amount at a position.</summary>
    public decimal Amount(Lattice amounts, long position) =>
        OffLattice is { } asked && position == FirstAmount + OnLattice ? asked : amounts[position];

    /// <summary>Position of an amount of the range.</summary>
    public long PositionOf(Lattice amounts, decimal amount) => OffLattice == amount ? FirstAmount + OnLattice : amounts.From(amount);

    /// <summary>The offers of the greatest amount alone.</summary>
    public LatticeRange Greatest() => this with { FirstAmount = FirstAmount + Amounts - 1, Amounts = Math.Min(Amounts, 1) };

    /// <summary>Whether there is no offer.</summary>
    public bool IsEmpty => Amounts == 0 || Months.IsEmpty || Rates == 0;

    /// <summary>The ends of the axes, which is all that reasons for a decline are made of.</summary>
    public OfferGrid Ends(LatticeAxes axes, OfferAxes grid)
    {
        var range = this;
        return new OfferGrid(
            Ends(position => range.Amount(axes.Amounts, position), FirstAmount, Amounts),
            [.. Months.Select(m => grid.Months[m])],
            Ends(position => axes.Rates[position], 0, Rates));
    }

    private static ImmutableArray<decimal> Ends(Func<long, decimal> axis, long first, long count) => count switch
    {
        0 => [],
        1 => [axis(first)],
        _ => [axis(first), axis(first + count - 1)],
    };
}
