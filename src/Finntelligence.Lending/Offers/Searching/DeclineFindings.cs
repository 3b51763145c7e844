using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Searching;

/// <summary>What stood in the way of an offer; found only once there is none.</summary>
/// <param name="LeastInstallment">The least limit on installments that an offer, feasible or not, is within; ∞ if there are none.</param>
/// <param name="Best">The feasible offer with the greatest expected profit; null if none is feasible.</param>
/// <param name="AnyMargin">Whether a feasible offer earns anything when it is taken and repaid.</param>
/// <param name="LeastRisky">Of the offers that only the limits on both probabilities exclude, the one of the least probability of default.</param>
/// <param name="Unlikely">Whether the floor of the probability of acceptance alone excludes some offer.</param>
internal sealed record DeclineFindings(double LeastInstallment, ScoredOffer? Best, bool AnyMargin, ScoredOffer? LeastRisky, bool Unlikely = false)
{
    /// <summary>Looks at every offer that limits and support leave.</summary>
    /// <param name="search">Has just searched.</param>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="greatestInstallment">Within this limit.</param>
    /// <param name="scratch">Holds the scores.</param>
    public static DeclineFindings Of(
        GridSearch search, Applicant applicant, in OfferRange range, double greatestInstallment, SearchScratch scratch) =>
        Of(search, applicant, range, (0, range.Rates), greatestInstallment, scratch.Best, scratch);

    /// <summary>Looks at the offers at some rates.</summary>
    /// <param name="search">Has just searched.</param>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="range">What was searched.</param>
    /// <param name="rates">Positions of the first rate, and of the one after the last.</param>
    /// <param name="greatestInstallment">Within this limit.</param>
    /// <param name="found">What was found at these rates.</param>
    /// <param name="scratch">Holds the scores.</param>
    public static DeclineFindings Of(
        GridSearch search, Applicant applicant, in OfferRange range, (int From, int To) rates, double greatestInstallment, BestOffers found,
        SearchScratch scratch)
    {
        var (leastInstallment, anyMargin, unlikely) = (double.PositiveInfinity, false, false);
        ScoredOffer? leastRisky = null;
        var feasibility = search.FeasibilityOf(applicant, range, greatestInstallment, scratch);
        for (var month = 0; month < range.Months.Length && range.Amounts > 0; month++)
        {
            for (var rate = rates.From; rate < rates.To; rate++)
            {
                var prices = feasibility.Prices(month, rate);
                for (var amount = 0; amount < range.Amounts; amount++)
                {
                    var price = feasibility.PriceOf(prices, month, rate, amount);
                    leastInstallment = Math.Min(leastInstallment, price.GreatestInstallment);
                    if (!feasibility.IsPayable(price))
                        continue;
                    if (found.Feasible > 0)
                        anyMargin = anyMargin || (price.Margin > 0 && feasibility.IsFeasible(price, month, rate, amount));
                    else if (feasibility.IsSupported(month, rate, amount))
                    {
                        unlikely = unlikely || feasibility.IsSafe(month, rate, amount);
                        leastRisky = LessRisky(leastRisky, search.Offer(range, feasibility, month, rate, amount, scratch));
                    }
                }
            }
        }

        return new DeclineFindings(leastInstallment, found.TryBest(out var best) ? best : null, anyMargin, leastRisky, unlikely);
    }

    private static ScoredOffer LessRisky(in ScoredOffer? least, in ScoredOffer offer) =>
        least is not { } other || offer.Default < other.Default || (offer.Default == other.Default && offer.IsKinderThan(other)) ? offer : other;
}
