using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class RatesOfAlikeTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Fact]
    public void No_search_offers_a_rate_that_people_alike_were_not_offered()
    {
        var random = new Random(3);
        var (risk, acceptance) = (SomeModels.Random(Product, ModelKind.Risk, 1), SomeModels.Random(Product, ModelKind.Acceptance, 2));
        var free = new OfferEngine(Product, risk, acceptance);
        var banded = new OfferEngine(Product, risk, acceptance with { Band = Band(acceptance.Encoder) });
        var explorer = new OfferExplorer(Product, risk, acceptance with { Band = Band(acceptance.Encoder) });
        var (offers, moved) = (0, 0);
        for (var i = 0; i < 200; i++)
        {
            var request = SomeRequests.Request(Product, random);
            var reach = banded.Decide(request).Search.Reach.ShouldNotBeNull();
            foreach (var mode in Enum.GetValues<SearchMode>())
            {
                var before = free.Decide(request with { Search = mode });
                var decision = banded.Decide(request with { Search = mode });
                before.Search.Reach.ShouldBeNull();
                decision.Search.OffersConsidered.ShouldBe(before.Search.OffersConsidered);
                decision.Search.OffersOutsideSupport.ShouldBeGreaterThanOrEqualTo(before.Search.OffersOutsideSupport);
                if (decision.Offer is not { } offer)
                    continue;
                offers++;
                moved += offer.Terms.Rate != before.Offer?.Terms.Rate ? 1 : 0;
                foreach (var one in decision.Alternatives.Prepend(offer))
                    ((double)one.Terms.Rate).ShouldBeInRange(reach.Lowest, reach.Highest);
            }

            var surface = explorer.Explore(request);
            var best = surface.Offers.Where(o => o.IsFeasible).Select(o => o.Profit).DefaultIfEmpty(0).Max();
            (banded.Decide(request).Offer?.ExpectedProfit ?? 0).ShouldBe(Math.Max(0, best), 1e-9);
        }

        // The sample must contain what it is meant to test.
        offers.ShouldBeGreaterThan(100);
        moved.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_band_narrower_than_a_step_leaves_a_rate_to_offer()
    {
        var acceptance = SomeModels.Constant(Product, ModelKind.Acceptance, 0.3);
        var point = new RateBand(new BoundedMean(null, 5.13, 0), new BoundedMean(null, 0.001, 0), 0.001, -1, 1);
        var engine = new OfferEngine(Product, SomeModels.Constant(Product, ModelKind.Risk, 0.05), acceptance with { Band = point });

        var decision = engine.Decide(SomeRequests.Request(Product, new Random(1)) with { Constraints = OfferConstraints.None });

        decision.Offer.ShouldNotBeNull().Terms.Rate.ShouldBeInRange(5, 5.25m);
    }

    [Fact]
    public void An_artifact_gives_back_the_band_that_it_was_written_with()
    {
        var contents = SomeModels.RandomContents(Product, ModelKind.Acceptance, 2);
        var band = Band(new FeatureEncoder(Product, ModelKind.Acceptance));

        var read = ModelArtifact.Read(ModelArtifact.Write(Product, contents with { Band = band }), Product, ModelKind.Acceptance);

        read.Band.ShouldNotBeNull();
        read.MlNet.Select(m => m.Name).ShouldNotContain(name => name.StartsWith("rates"));
        var random = new Random(9);
        for (var i = 0; i < 50; i++)
        {
            float[] row = [.. SomeApplicants.Random(Product, random).Values];
            read.Band.Of(row).ShouldBe(band.Of(row));
        }
    }

    [Fact]
    public void A_band_of_other_inputs_or_without_order_is_refused()
    {
        var contents = SomeModels.RandomContents(Product, ModelKind.Acceptance, 2);
        var encoder = new FeatureEncoder(Product, ModelKind.Acceptance);
        var other = new BoundedMean(new TreeEnsemble([new FeatureSpec("shoeSize", FeatureKind.Numeric, Monotonicity.None)], 0, []), 4, 6);

        Should.Throw<InvalidModelException>(() => ModelArtifact.Write(Product, contents with { Band = Band(encoder) with { Mean = other } }))
            .Message.ShouldContain("rates-mean.bin");
        Should.Throw<InvalidModelException>(() => ModelArtifact.Write(Product, contents with { Band = Band(encoder) with { Lowest = 3 } }))
            .Message.ShouldContain("rates.json");
    }

    // The applicant's score decides the middle; the width is two points.
    private static RateBand Band(FeatureEncoder encoder)
    {
        FeatureSpec[] features = [.. RateBand.InputsOf(encoder).Select(j => encoder.Features[j] with { Monotonicity = Monotonicity.None })];
        var score = Array.FindIndex(features, f => f.Name == "applicationScore");
        var tree = new DecisionTree(
            [new SplitNode(score, 40, ~0, ~1, MissingGoesLeft: true, Gain: 1, Cover: 100)], [new Leaf(1, 50), new Leaf(-1, 50)]);
        return new RateBand(new BoundedMean(new TreeEnsemble([.. features], 0, [tree]), 4, 6), new BoundedMean(null, 1, 0), 0.1, -1, 1);
    }
}
