using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Drawing;

/// <summary>The best feasible, supported offer at one rate.</summary>
/// <param name="Terms">Amount, months, rate.</param>
/// <param name="Profit">Expected.</param>
public sealed record RateOffer(OfferTerms Terms, double Profit)
{
    /// <summary>The best offer at each rate, rates ascending; rates without a feasible offer are left out.</summary>
    public static ImmutableArray<RateOffer> Of(OfferSurface surface)
    {
        var offers = ImmutableArray.CreateBuilder<RateOffer>();
        for (int rate = 0; rate < surface.Grid.Rates.Length; rate++)
        {
            RateOffer? best = null;
            for (int month = 0; month < surface.Grid.Months.Length; month++)
            {
                for (int amount = 0; amount < surface.Grid.Amounts.Length; amount++)
                {
                    var offer = surface.At(month, rate, amount);
                    // At equal profit the fewer months and the lower amount, as the search has it.
                    if (offer.IsFeasible && (best is null || offer.Profit > best.Profit))
                        best = new RateOffer(new OfferTerms(surface.Grid.Amounts[amount], surface.Grid.Months[month], surface.Grid.Rates[rate]), offer.Profit);
                }
            }
            if (best is not null)
                offers.Add(best);
        }
        return offers.ToImmutable();
    }
}
