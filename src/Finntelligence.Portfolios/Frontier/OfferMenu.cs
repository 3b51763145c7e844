using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>All that one applicant after the other may be offered. For one thread at a time.</summary>
internal sealed class OfferMenu(OfferExplorer explorer)
{
    private PortfolioOffer[] _offers = [];
    private SurfaceOffer[] _surface = [];

    /// <summary>Every feasible offer, profitable or not: a minimum of loans may need some that are not. Valid until the next call.</summary>
    public ReadOnlySpan<PortfolioOffer> Of(OfferRequest request)
    {
        var grid = explorer.Explore(request, ref _surface);
        if (_offers.Length < _surface.Length)
            _offers = new PortfolioOffer[_surface.Length];
        var (position, count) = (0, 0);
        foreach (var months in grid.Months)
        {
            foreach (var rate in grid.Rates)
            {
                foreach (var amount in grid.Amounts)
                {
                    ref readonly var offer = ref _surface[position++];
                    if (offer.IsFeasible)
                        _offers[count++] = new PortfolioOffer(new OfferTerms(amount, months, rate), offer.Profit, offer.Acceptance, offer.Default);
                }
            }
        }

        return _offers.AsSpan(0, count);
    }
}
