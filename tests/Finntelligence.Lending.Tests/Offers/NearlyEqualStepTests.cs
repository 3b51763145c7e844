using System.Collections.Immutable;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>The preferred offer, the floor of take-up and the applicant's own cost of funds against scoring each offer alone.</summary>
public sealed class NearlyEqualStepTests
{
    [Theory]
    [InlineData(Preference.TakeUp)]
    [InlineData(Preference.ShorterTerm)]
    public void The_preferred_of_all_offers_within_the_margin_is_made(Preference prefer)
    {
        var random = new Random(11);
        var (moved, kept, floored) = (0, 0, 0);
        for (var world = 0; world < 60; world++)
        {
            var rule = new NearlyEqual(random.Next(4) * 15, random.Next(3) * 0.2m, prefer);
            var plain = SomeRequests.Product(random);
            var product = plain with
            {
                Policy = plain.Policy with { NearlyEqual = rule, MinimumProbabilityOfAcceptance = random.Next(2) == 0 ? 0.2 : null },
                Economics = plain.Economics with
                {
                    CostOfFundsBy = random.Next(2) == 0
                        ? new Variation(null, ImmutableSortedDictionary<int, decimal>.Empty) { ByFeature = new OwnFigure("priorLoans", 1, 0.5m, 12) }
                        : plain.Economics.CostOfFundsBy,
                },
            };
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var lines = new BruteForce(product, risk, acceptance).Run(request);

                var decision = engine.Decide(request);

                decision.Search.OffersFeasible.ShouldBe(lines.Lines.Count);
                var expected = Preferred(lines.Lines, rule);
                if (expected is null)
                {
                    decision.Offer.ShouldBeNull();
                    continue;
                }

                decision.Offer.ShouldNotBeNull().Terms.ShouldBe(expected.Terms);
                decision.Offer.ExpectedProfit.ShouldBe(expected.Profit);
                decision.Offer.ProbabilityOfAcceptance.ShouldBe(expected.Acceptance);
                moved += expected == lines.Lines[0] ? 0 : 1;
                kept += expected == lines.Lines[0] ? 1 : 0;
                floored += product.Policy.MinimumProbabilityOfAcceptance is null ? 0 : 1;
            }
        }

        // The sample must contain what it is meant to test.
        moved.ShouldBeGreaterThan(30);
        kept.ShouldBeGreaterThan(30);
        floored.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void A_card_and_a_preference_contradict_each_other_and_a_preference_needs_a_margin()
    {
        Faults("""{ "within": 1, "prefer": "takeUp" }""", card: true).ShouldBe([("policy.nearlyEqual", "Must not stand beside card: both say which of nearly equal offers is made.")]);
        Faults("""{ "prefer": "takeUp" }""", card: false).ShouldBe([("policy.nearlyEqual", "Must have within or withinShare.")]);
    }

    private static BruteForce.Line? Preferred(List<BruteForce.Line> lines, NearlyEqual rule)
    {
        if (lines.FirstOrDefault() is not { Profit: > 0 } best)
            return null;
        var margin = Math.Max((double)rule.Within, (double)rule.WithinShare * best.Profit);
        // Lines are best first, and the order of equals stays.
        var near = lines.Where(l => l.Profit > 0 && l.Profit >= best.Profit - margin);
        return (rule.Prefer == Preference.TakeUp ? near.OrderByDescending(l => l.Acceptance) : near.OrderBy(l => l.Terms.Months)).First();
    }

    private static IEnumerable<(string Path, string Message)> Faults(string rule, bool card) => Products.ProductFile.Faults(json =>
    {
        var policy = json["policy"]!.AsObject();
        policy.Remove("card");
        policy["nearlyEqual"] = System.Text.Json.Nodes.JsonNode.Parse(rule);
        if (card)
            policy["card"] = System.Text.Json.Nodes.JsonNode.Parse("""{ "rates": { "feature": "riskCategory", "values": { "LOW": 7.75, "MEDIUM": 9.75, "HIGH": 11.75 } } }""");
    }).Select(f => (f.Path, f.Message));
}
