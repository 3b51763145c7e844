using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;

namespace Finntelligence.Training.Frontier;

/// <summary>All that one applicant may be offered.</summary>
internal static class OfferMenu
{
    /// <summary>Fills a list with every feasible offer, profitable or not: a minimum of loans may need some that are not.</summary>
    public static void Fill(OfferExplorer explorer, OfferRequest request, List<PortfolioOffer> offers)
    {
        offers.Clear();
        var surface = explorer.Explore(request);
        for (var i = 0; i < surface.Offers.Length; i++)
        {
            var offer = surface.Offers[i];
            if (offer.IsFeasible)
                offers.Add(new PortfolioOffer(surface.TermsAt(i), offer.Profit, offer.Acceptance, offer.Default));
        }
    }
}
