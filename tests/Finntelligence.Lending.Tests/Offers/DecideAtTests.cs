using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class DecideAtTests
{
    [Fact]
    public void An_offer_that_somebody_else_chose_has_the_figures_of_the_surface()
    {
        var random = new Random(7);
        var (made, refused) = (0, 0);
        for (var world = 0; world < 12; world++)
        {
            var product = SomeRequests.Product(random);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var (engine, explorer) = (new OfferEngine(product, risk, acceptance), new OfferExplorer(product, risk, acceptance));
            for (var i = 0; i < 8; i++)
            {
                var request = SomeRequests.Request(product, random) with { Search = SearchMode.Grid };
                var best = engine.Decide(request);
                var surface = explorer.Explore(request);
                for (var position = random.Next(5); position < surface.Offers.Length; position += 1 + random.Next(surface.Offers.Length / 10 + 1))
                {
                    var (expected, terms) = (surface.Offers[position], surface.TermsAt(position));

                    var decision = engine.DecideAt(request, terms);

                    if (expected.IsFeasible && expected.Profit > 0)
                    {
                        made++;
                        var offer = decision.ShouldNotBeNull().Offer.ShouldNotBeNull();
                        offer.Terms.ShouldBe(terms);
                        offer.ExpectedProfit.ShouldBe(expected.Profit);
                        offer.ExpectedProfit.ShouldBeLessThanOrEqualTo(best.Offer!.ExpectedProfit);
                        decision.Search.ShouldBe(best.Search);
                    }
                    else
                    {
                        refused++;
                        decision.ShouldBeNull();
                    }
                }

                if (best.Offer is { } greatest)
                    engine.DecideAt(request, greatest.Terms)!.Offer.ShouldBe(greatest);
            }
        }

        made.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void What_is_not_on_the_grid_is_not_offered()
    {
        var random = new Random(3);
        var product = SomeRequests.Product(random);
        var (risk, acceptance) = SomeRequests.Models(product, random);
        var engine = new OfferEngine(product, risk, acceptance);
        engine.DecideAt(SomeRequests.Request(product, random), new OfferTerms(1.23m, 4, 5.5551m)).ShouldBeNull();
    }
}
