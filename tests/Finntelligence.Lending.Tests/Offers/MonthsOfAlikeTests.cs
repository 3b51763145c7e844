using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class MonthsOfAlikeTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Fact]
    public void No_search_offers_a_term_that_people_alike_did_not_have()
    {
        var random = new Random(8);
        var (risk, acceptance) = (SomeModels.Random(Product, ModelKind.Risk, 1), SomeModels.Random(Product, ModelKind.Acceptance, 2));
        var free = new OfferEngine(Product, risk, acceptance);
        var banded = new OfferEngine(Product, risk with { MonthsBand = Band(5, 1) }, acceptance);
        var (offers, moved) = (0, 0);
        for (var i = 0; i < 200; i++)
        {
            var request = SomeRequests.Request(Product, random);
            free.Decide(request).Search.MonthsReach.ShouldBeNull();
            foreach (var mode in Enum.GetValues<SearchMode>())
            {
                var decision = banded.Decide(request with { Search = mode });
                decision.Search.MonthsReach.ShouldBe(new MonthsReach(4, 6));
                if (decision.Offer is not { } offer)
                    continue;
                offers++;
                moved += free.Decide(request with { Search = mode }).Offer is { Terms.Months: 12 } ? 1 : 0;
                foreach (var one in decision.Alternatives.Prepend(offer))
                    one.Terms.Months.ShouldBeInRange(4, 6);
            }
        }

        // The sample must contain what it is meant to test.
        offers.ShouldBeGreaterThan(100);
        moved.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(8.2, 6)]
    [InlineData(10, 12)]
    [InlineData(40, 12)]
    public void A_band_between_two_terms_leaves_the_nearest(double middle, int nearest)
    {
        var engine = new OfferEngine(
            Product, SomeModels.Constant(Product, ModelKind.Risk, 0.05) with { MonthsBand = Band(middle, 0.4) }, SomeModels.Constant(Product, ModelKind.Acceptance, 0.3));
        var low = SomeApplicants.Random(Product, new Random(1));
        low = new Applicant([0, .. low.Values.Skip(1)]);

        engine.Decide(new OfferRequest(low, 1000, OfferConstraints.None, 0, false)).Offer.ShouldNotBeNull().Terms.Months.ShouldBe(nearest);
    }

    [Fact]
    public void An_artifact_gives_back_both_bands()
    {
        var contents = SomeModels.RandomContents(Product, ModelKind.Risk, 2);
        var encoder = new FeatureEncoder(Product, ModelKind.Risk);
        FeatureSpec[] features = [.. RateBand.InputsOf(encoder).Select(j => encoder.Features[j] with { Monotonicity = Monotonicity.None })];
        var tree = new DecisionTree([new SplitNode(0, 1, ~0, ~1, MissingGoesLeft: true, Gain: 1, Cover: 100)], [new Leaf(1, 50), new Leaf(-1, 50)]);
        var months = new RateBand(new BoundedMean(new TreeEnsemble([.. features], 0, [tree]), 4, 8), new BoundedMean(null, 1, 0), 0.1, -1, 1);

        var read = ModelArtifact.Read(ModelArtifact.Write(Product, contents with { Band = Band(7, 1), MonthsBand = months }), Product, ModelKind.Risk);

        read.Band.ShouldBe(Band(7, 1));
        float[] row = [.. SomeApplicants.Random(Product, new Random(9)).Values];
        read.MonthsBand.ShouldNotBeNull().Of(row).ShouldBe(months.Of(row));
        read.MlNet.Select(m => m.Name).ShouldNotContain(name => name.StartsWith("months"));
        Should.Throw<InvalidModelException>(() => ModelArtifact.Write(Product, contents with { MonthsBand = months with { Lowest = 3 } })).Message.ShouldContain("months.json");
    }

    private static RateBand Band(double middle, double width) => new(new BoundedMean(null, middle, 0), new BoundedMean(null, width, 0), 0.1, -1, 1);
}
