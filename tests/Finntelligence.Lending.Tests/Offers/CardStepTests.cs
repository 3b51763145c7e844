using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class CardStepTests
{
    private static readonly ByCategory<decimal> Rates = SomeProduct.CashLoan.Policy.RateCaps!;

    [Fact]
    public void The_card_is_left_only_where_the_gain_is_above_both_limits()
    {
        var random = new Random(7);
        var (kept, left, absent) = (0, 0, 0);
        for (var world = 0; world < 25; world++)
        {
            var plain = SomeRequests.Product(random);
            var card = new RateCard(Rates, random.Next(3) * 5, random.Next(3) * 0.1m);
            var product = plain with { Policy = plain.Policy with { Card = card } };
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var (engine, without) = (new OfferEngine(product, risk, acceptance), new OfferEngine(plain, risk, acceptance));
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var standard = Rates.Values[(int)request.Applicant.Values[0]];
                var lines = new BruteForce(product, risk, acceptance).Run(request).Lines;
                var best = without.Decide(request).Offer;
                var atCard = lines.FirstOrDefault(line => line.Terms.Rate == standard);

                var offer = engine.Decide(request).Offer;

                if (best is null)
                {
                    offer.ShouldBeNull();
                    continue;
                }
                var gain = best.ExpectedProfit - (atCard?.Profit ?? 0);
                if (atCard is not { Profit: > 0 })
                    absent++;
                else if (best.Terms.Rate != standard && gain > (double)card.MinimumGain && gain > (double)card.MinimumGainShare * atCard.Profit)
                    left++;
                else
                    kept++;
                var expected = atCard is { Profit: > 0 } && !(gain > (double)card.MinimumGain && gain > (double)card.MinimumGainShare * atCard.Profit)
                    ? atCard.Terms
                    : best.Terms;
                offer.ShouldNotBeNull().Terms.ShouldBe(expected);
            }
        }

        // The sample must contain what it is meant to test.
        kept.ShouldBeGreaterThan(20);
        left.ShouldBeGreaterThan(20);
        absent.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_card_declares_rates_on_the_grid_and_under_the_caps()
    {
        Faults("""{ "rates": { "feature": "riskCategory", "values": { "LOW": 7.8, "MEDIUM": 10, "HIGH": 11.75 } } }""")
            .ShouldBe(["policy.card.rates.values.LOW", "policy.card.rates.values.MEDIUM"]);
        Faults("""{ "minimumGain": 1 }""").ShouldBe(["policy.card.rates"]);
        Faults("""{ "rates": { "feature": "riskCategory", "values": { "LOW": 7.75, "MEDIUM": 9.75, "HIGH": 11.75 } }, "minimumGain": -1 }""")
            .ShouldBe(["policy.card.minimumGain"]);
        Faults("""{ "rates": { "feature": "riskCategory", "values": { "LOW": 7.75, "MEDIUM": 9.75, "HIGH": 11.75 } }, "minimumGain": 4 }""").ShouldBeEmpty();
    }

    private static IEnumerable<string> Faults(string card)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        json["policy"]!["card"] = System.Text.Json.Nodes.JsonNode.Parse(card);
        try
        {
            ProductLoader.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).Policy.Card.ShouldNotBeNull();
            return [];
        }
        catch (InvalidProductException fault)
        {
            return [.. fault.Faults.Select(f => f.Path)];
        }
    }
}
