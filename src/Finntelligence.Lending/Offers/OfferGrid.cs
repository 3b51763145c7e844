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

    /// <summary>The offers within the limits of a request and a rate cap.</summary>
    /// <param name="constraints">Its limit on the installment is not one of an axis, and not applied here.</param>
    /// <param name="rateCap">Greatest rate, inclusive; null without one.</param>
    public OfferGrid Within(OfferConstraints constraints, decimal? rateCap)
    {
        var leastAmount = constraints.MinimumAmount ?? decimal.MinValue;
        var greatestAmount = constraints.MaximumAmount ?? decimal.MaxValue;
        var greatestRate = Math.Min(constraints.MaximumRate ?? decimal.MaxValue, rateCap ?? decimal.MaxValue);
        return new OfferGrid(
            Amounts.RemoveAll(a => a < leastAmount || a > greatestAmount),
            constraints.Months.IsDefaultOrEmpty ? Months : Months.RemoveAll(m => !constraints.Months.Contains(m)),
            Rates.RemoveAll(r => r > greatestRate));
    }
}
