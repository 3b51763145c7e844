using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The step after the search that prefers among offers of nearly the same expected profit (<see cref="NearlyEqual"/>): it looks again at the offers of the
/// grid whose bound reaches the margin.
/// </summary>
internal sealed class NearlyEqualStep(NearlyEqual rule, GridSearch search)
{
    /// <summary>The offer to make.</summary>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="asked">What the offer keeps to.</param>
    /// <param name="greatestInstallment">As in the search.</param>
    /// <param name="best">The offer of the greatest expected profit.</param>
    /// <param name="scratch">Of the search.</param>
    /// <returns>The preferred of all offers within the margin; the best where it earns nothing.</returns>
    public ScoredOffer Apply(
        Applicant applicant, in OfferRange range, in AskedTerms asked, double greatestInstallment, in ScoredOffer best, SearchScratch scratch)
    {
        if (!(best.Profit > 0))
            return best;
        var (preferred, least) = (best, rule.Least(best.Profit));
        var feasibility = search.FeasibilityOf(applicant, range, greatestInstallment, scratch);
        for (var month = 0; month < range.Months.Length; month++)
        {
            for (var rate = 0; rate < range.Rates; rate++)
            {
                var prices = feasibility.Prices(month, rate);
                for (var amount = 0; amount < range.Amounts; amount++)
                {
                    if (!asked.Hold(month, amount) || (amount < range.OnGrid && Bound(feasibility, prices, month, rate, amount, scratch) < least))
                        continue;
                    var price = feasibility.PriceOf(prices, month, rate, amount);
                    if (!feasibility.IsFeasible(price, month, rate, amount))
                        continue;
                    var offer = search.Offer(range, feasibility, price, month, rate, amount, scratch);
                    if (offer.Profit >= least && IsPreferred(offer, preferred))
                        preferred = offer;
                }
            }
        }

        return preferred;
    }

    private bool IsPreferred(in ScoredOffer offer, in ScoredOffer other)
    {
        var order = rule.Prefer == Preference.TakeUp
            ? offer.Acceptance.CompareTo(other.Acceptance)
            : other.Terms.Months.CompareTo(offer.Terms.Months);
        return order != 0 ? order > 0 : offer.IsBetterThan(other);
    }

    private static double Bound(in Feasibility feasibility, in PriceRow prices, int month, int rate, int amount, SearchScratch scratch) => feasibility.Profit.Bound(
        scratch.Acceptance.Bounds(month, rate, amount), scratch.Risk.Bounds(month, rate, amount), prices.MarginOf(amount), prices.ExposureOf(amount));
}
