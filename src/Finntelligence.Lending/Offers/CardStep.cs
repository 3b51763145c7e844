using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The step after the search that keeps to the standard card (<see cref="RateCard"/>): the best offer stands only where it gains
/// enough over the best one at the applicant's standard rate.
/// </summary>
internal sealed class CardStep(ProductDefinition product, OfferAxes axes, GridSearch search)
{
    /// <summary>The offer to make. Without a card, or where no offer at the standard rate is feasible, the best one.</summary>
    /// <param name="applicant">Decides the standard rate.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="asked">What the offer keeps to.</param>
    /// <param name="greatestInstallment">As in the search.</param>
    /// <param name="best">What the search found.</param>
    /// <param name="scratch">Of the search.</param>
    public ScoredOffer Apply(
        Applicant applicant, in OfferRange range, in AskedTerms asked, double greatestInstallment, in ScoredOffer best, SearchScratch scratch)
    {
        if (product.Policy.Card is not { } card)
            return best;
        var standard = card.Rates.Values[product.CategoryOf(applicant, card.Rates.Feature)];
        var rate = axes.Rates.IndexOf(standard);
        if (best.Terms.Rate == standard || rate < 0 || rate >= range.Rates)
            return best;
        var feasibility = search.FeasibilityOf(applicant, range, greatestInstallment, scratch);
        ScoredOffer? atCard = null;
        for (var month = 0; month < range.Months.Length; month++)
        {
            var prices = feasibility.Prices(month, rate);
            for (var amount = 0; amount < range.Amounts; amount++)
            {
                if (!asked.Hold(month, amount))
                    continue;
                var price = feasibility.PriceOf(prices, month, rate, amount);
                if (!feasibility.IsFeasible(price, month, rate, amount))
                    continue;
                var offer = search.Offer(range, feasibility, price, month, rate, amount, scratch);
                if (atCard is null || offer.IsBetterThan(atCard.Value))
                    atCard = offer;
            }
        }

        if (atCard is not { Profit: > 0 } kept)
            return best;
        var gain = best.Profit - kept.Profit;
        return gain > (double)card.MinimumGain && gain > (double)card.MinimumGainShare * kept.Profit ? best : kept;
    }
}
