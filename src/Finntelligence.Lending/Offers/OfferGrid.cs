using System.Collections.Immutable;

namespace Finntelligence.Lending.Offers;

/// <summary>Offers as three axes, each ascending: every combination is an offer.</summary>
/// <param name="Amounts">Amounts lent.</param>
/// <param name="Months">Terms.</param>
/// <param name="Rates">Percent per the product's rate period.</param>
public sealed record OfferGrid(ImmutableArray<decimal> Amounts, ImmutableArray<int> Months, ImmutableArray<decimal> Rates)
{
    /// <summary>Number of offers.</summary>
    public int Count => Amounts.Length * Months.Length * Rates.Length;
}
