using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class AskedAmountTests
{
    [Theory]
    [InlineData(PriceVerdict.Randomised, false)]
    [InlineData(PriceVerdict.Identified, true)]
    [InlineData(PriceVerdict.NotIdentified, true)]
    public void Without_an_experiment_the_greatest_amount_that_can_be_offered_is_kept(PriceVerdict verdict, bool kept)
    {
        var random = new Random(17);
        var (offers, lesser) = (0, 0);
        for (var world = 0; world < 12; world++)
        {
            var product = SomeRequests.Product(random);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var examined = risk with { Manifest = risk.Manifest with { Identification = SomeVerdicts.Of(verdict) } };
            var (free, engine) = (new OfferEngine(product, risk, acceptance), new OfferEngine(product, examined, acceptance));
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var lines = new BruteForce(product, risk, acceptance).Run(request).Lines;
                var decision = engine.Decide(request);

                decision.Search.KeepsAmount.ShouldBe(kept);
                decision.Search.OffersFeasible.ShouldBe(lines.Count);
                if (!kept)
                {
                    decision.Offer?.Terms.ShouldBe(free.Decide(request).Offer!.Terms);
                    continue;
                }

                var greatest = lines.Count == 0 ? 0 : lines.Max(line => line.Terms.Amount);
                var best = lines.FirstOrDefault(line => line.Terms.Amount == greatest);
                decision.Offer?.Terms.ShouldBe(best!.Terms);
                (decision.Offer is not null).ShouldBe(best is { Profit: > 0 });
                decision.Alternatives.ShouldAllBe(a => a.Terms.Amount == greatest);
                // A step finer, the amount is never left for less than the grid's greatest.
                if (engine.Decide(request with { Search = SearchMode.Exact }).Offer is { } exact)
                    exact.Terms.Amount.ShouldBeGreaterThanOrEqualTo(greatest);
                offers += decision.Offer is null ? 0 : 1;
                lesser += free.Decide(request).Offer is { } before && before.Terms.Amount < greatest ? 1 : 0;
            }
        }

        // The sample must contain what it is meant to test.
        offers.ShouldBeGreaterThan(kept ? 20 : -1);
        lesser.ShouldBeGreaterThan(kept ? 5 : -1);
    }

    [Fact]
    public void A_model_that_sees_no_amount_says_nothing_of_it()
    {
        var product = SomeProduct.CashLoan;
        var acceptance = SomeModels.Random(product, ModelKind.Acceptance, 1);
        var engine = new OfferEngine(
            product, SomeModels.Random(product, ModelKind.Risk, 2), acceptance with { Manifest = acceptance.Manifest with { Identification = SomeVerdicts.Of(PriceVerdict.Identified) } });

        engine.Decide(SomeRequests.Request(product, new Random(1))).Search.KeepsAmount.ShouldBeFalse();
    }
}
