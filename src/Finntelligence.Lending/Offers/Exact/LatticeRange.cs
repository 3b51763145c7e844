using System.Collections.Immutable;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>A part of the lattices of a product: a run of amounts, some terms, and the lowest rates.</summary>
/// <param name="FirstAmount">Position of the least amount.</param>
/// <param name="Amounts">Number of amounts.</param>
/// <param name="Months">Positions of the terms on <see cref="OfferAxes.Months"/>, ascending.</param>
/// <param name="Rates">Number of rates, from the least on.</param>
internal readonly record struct LatticeRange(long FirstAmount, long Amounts, ImmutableArray<int> Months, long Rates)
{
    /// <summary>Whether there is no offer.</summary>
    public bool IsEmpty => Amounts == 0 || Months.IsEmpty || Rates == 0;

    /// <summary>The ends of the axes, which is all that reasons for a decline are made of.</summary>
    public OfferGrid Ends(LatticeAxes axes, OfferAxes grid) => new(
        Ends(axes.Amounts, FirstAmount, Amounts), [.. Months.Select(m => grid.Months[m])], Ends(axes.Rates, 0, Rates));

    private static ImmutableArray<decimal> Ends(Lattice axis, long first, long count) => count switch
    {
        0 => [],
        1 => [axis[first]],
        _ => [axis[first], axis[first + count - 1]],
    };
}
