using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class MarkupStepTests
{
    [Fact]
    public void The_rate_is_the_least_feasible_one_that_pays_for_cost_risk_and_mark_up()
    {
        var random = new Random(11);
        var (marked, below, declined, others) = (0, 0, 0, 0);
        for (var world = 0; world < 25; world++)
        {
            var plain = SomeRequests.Product(random);
            var product = plain with { Policy = plain.Policy with { Markup = new RateMarkup(random.Next(4) * 0.6m) } };
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var expected = Expected(product, risk, acceptance, request);

                var decision = engine.Decide(request);

                decision.Markup.ShouldNotBeNull().Points.ShouldBe(product.Policy.Markup.Points);
                decision.Offer?.Terms.ShouldBe(expected[0].Terms);
                (decision.Offer is null).ShouldBe(expected.Count == 0);
                decision.Alternatives.Select(a => a.Terms).ShouldBe(expected.Skip(1).Select(e => e.Terms));
                engine.Decide(request with { Search = SearchMode.Exact }).Offer?.Terms.ShouldBe(decision.Offer!.Terms);
                declined += expected.Count == 0 ? 1 : 0;
                others += expected.Count > 1 ? 1 : 0;
                marked += expected.Count > 0 && expected[0].Reached ? 1 : 0;
                below += expected.Count > 0 && !expected[0].Reached ? 1 : 0;
            }
        }

        // The sample must contain what it is meant to test.
        marked.ShouldBeGreaterThan(20);
        below.ShouldBeGreaterThan(20);
        declined.ShouldBeGreaterThan(20);
        others.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Models_that_know_what_a_rate_does_price_by_expected_profit()
    {
        var random = new Random(5);
        var plain = SomeRequests.Product(random);
        var product = plain with { Policy = plain.Policy with { Markup = new RateMarkup(1) } };
        var (risk, acceptance) = SomeRequests.Models(product, random);
        var request = SomeRequests.Request(product, random);

        var knowing = new OfferEngine(product, Judged(risk, PriceVerdict.Randomised), Judged(acceptance, PriceVerdict.Identified)).Decide(request);
        var guessing = new OfferEngine(product, Judged(risk, PriceVerdict.Randomised), Judged(acceptance, PriceVerdict.NotIdentified)).Decide(request);

        knowing.Markup.ShouldBeNull();
        knowing.Offer?.Terms.ShouldBe(new OfferEngine(plain, risk, acceptance).Decide(request).Offer!.Terms);
        guessing.Markup.ShouldNotBeNull().Guessing.ShouldBe([ModelKind.Acceptance]);
        guessing.Markup.Sentence.ShouldBe(
            "What a rate does to take-up cannot be known from this history, so the rate is that which pays for cost and risk, and 1 points.");
    }

    [Fact]
    public void Of_terms_that_earn_nearly_the_same_once_taken_the_preferred_one_is_made()
    {
        var random = new Random(23);
        var (shorter, likelier, left) = (0, 0, 0);
        for (var world = 0; world < 30; world++)
        {
            var plain = SomeRequests.Product(random);
            var marked = plain with { Policy = plain.Policy with { Markup = new RateMarkup(random.Next(3) * 0.6m) } };
            var (unknown, known) = SomeRequests.Models(marked, random) is var (risk, acceptance)
                ? (new OfferEngine(marked, risk, acceptance), new OfferEngine(marked, risk, Judged(acceptance, PriceVerdict.Randomised)))
                : throw new InvalidOperationException();
            var within = (decimal)random.Next(1, 60);
            OfferEngine Preferring(Preference prefer, LoanModel of) =>
                new(marked with { Policy = marked.Policy with { NearlyEqual = new NearlyEqual(within, 0, prefer) } }, risk, of);
            for (var i = 0; i < 12; i++)
            {
                var request = SomeRequests.Request(marked, random) with { RequestedMonths = null, Alternatives = 50 };
                var decision = unknown.Decide(request);
                if (decision.Offer is not { } first)
                    continue;
                PricedOffer[] offers = [first, .. decision.Alternatives];
                var near = offers.Where(o => OnceTaken(o) >= OnceTaken(first) - (double)within && OnceTaken(o) > 0).ToArray();

                Preferring(Preference.ShorterTerm, acceptance).Decide(request).Offer!.Terms.Months.ShouldBe(near.Min(o => o.Terms.Months));
                // Where it is not known what a rate does to take-up, the lowest rate stands for the greatest.
                Preferring(Preference.TakeUp, acceptance).Decide(request).Offer!.Terms.ShouldBe(first.Terms);
                known.Decide(request).Offer!.Terms.ShouldBe(first.Terms);
                var likeliest = near.MaxBy(o => o.ProbabilityOfAcceptance)!;
                Preferring(Preference.TakeUp, Judged(acceptance, PriceVerdict.Randomised)).Decide(request).Offer!.Terms.ShouldBe(likeliest.Terms);

                shorter += near.Min(o => o.Terms.Months) < first.Terms.Months ? 1 : 0;
                likelier += likeliest.Terms != first.Terms ? 1 : 0;
                left += near.Length < offers.Length ? 1 : 0;
            }
        }

        shorter.ShouldBeGreaterThan(5);
        likelier.ShouldBeGreaterThan(5);
        left.ShouldBeGreaterThan(5);
    }

    private static double OnceTaken(PricedOffer offer) => ((1 - offer.ProbabilityOfDefault) * offer.Margin) - offer.ExpectedLoss;

    [Theory]
    [InlineData("{}", "policy.markup.points")]
    [InlineData("""{"points":-1}""", "policy.markup.points")]
    [InlineData("""{"points":1,"rate":2}""", "policy.markup.rate")]
    public void A_bad_mark_up_is_refused_with_its_place(string markup, string path) =>
        ProductFile.Faults(json => json["policy"]!["markup"] = JsonNode.Parse(markup)).ShouldHaveSingleItem().Path.ShouldBe(path);

    private static LoanModel Judged(LoanModel model, PriceVerdict verdict) => model with
    {
        Manifest = model.Manifest with { Identification = SomeVerdicts.Of(verdict) },
    };

    private sealed record Marked(OfferTerms Terms, bool Reached);

    // Offer by offer, from the brute force's lines.
    private static List<Marked> Expected(ProductDefinition product, LoanModel risk, LoanModel acceptance, OfferRequest request)
    {
        var lines = new BruteForce(product, risk, acceptance).Run(request).Lines.Where(line => line.Profit > 0).ToList();
        if (lines.Count == 0)
            return [];
        var free = product with
        {
            Policy = product.Policy with { MaximumProbabilityOfDefault = null, InstallmentToIncome = null },
            Risk = product.Risk with { Support = product.Risk.Support with { MinimumNeighbours = 0 } },
            Acceptance = product.Acceptance with { Support = product.Acceptance.Support with { MinimumNeighbours = 0 } },
        };
        var all = new BruteForce(free, risk, acceptance)
            .Run(request with { Constraints = request.Constraints with { MaximumInstallment = null } }).Lines.Where(line => line.Profit > 0);
        var amount = lines.Max(line => line.Terms.Amount);
        var least = all.Where(line => line.Terms.Amount == amount).GroupBy(line => line.Terms.Months).ToImmutableDictionary(g => g.Key, g => g.Min(line => line.Terms.Rate));
        return
        [
            .. lines.Where(line => line.Terms.Amount == amount).GroupBy(line => line.Terms.Months).Select(g =>
            {
                var wanted = least[g.Key] + product.Policy.Markup!.Points;
                var enough = g.Where(line => line.Terms.Rate >= wanted).ToList();
                var line = enough.Count > 0 ? enough.MinBy(l => l.Terms.Rate)! : g.MaxBy(l => l.Terms.Rate)!;
                return new Marked(line.Terms, enough.Count > 0);
            }).OrderBy(m => m.Terms.Rate).ThenBy(m => m.Terms.Months),
        ];
    }
}
