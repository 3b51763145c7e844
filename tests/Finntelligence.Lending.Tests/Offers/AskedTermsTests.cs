using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>What was asked for is the default, by the policy and unless the request's own limits say otherwise.</summary>
public sealed class AskedTermsTests
{
    private static readonly ProductDefinition Narrow = SomeProduct.CashLoan with
    {
        Offer = SomeProduct.CashLoan.Offer with { Rate = SomeProduct.CashLoan.Offer.Rate with { Maximum = 4.25m } },
    };

    [Fact]
    public void An_Offer_Keeps_To_What_Was_Asked_Where_That_Earns_Anything()
    {
        var random = new Random(16);
        var seen = new Dictionary<string, int>();
        for (var world = 0; world < 40; world++)
        {
            var plain = SomeRequests.Product(random, Narrow);
            var rules = new RequestedTerms((RequestedAmountRule)random.Next(2), (RequestedMonthsRule)random.Next(2));
            var product = plain with { Policy = plain.Policy with { Requested = rules } };
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random) with
                {
                    RequestedAmount = random.Next(4) == 0 ? random.Next(2, 6) * 100 : random.Next(20_000, 60_000) / 100m,
                    RequestedMonths = random.Next(3) switch { 0 => 4, 1 => 6, _ => 12 },
                };
                var exact = i % 8 == 0;
                if (random.Next(2) == 0)
                    request = request with { Constraints = request.Constraints with { MinimumAmount = null, MaximumAmount = null, Months = [] } };
                var lines = (exact ? new BruteForce(product, risk, acceptance, 1, 0.01m) : new BruteForce(product, risk, acceptance)).Run(request).Lines;

                var decision = engine.Decide(exact ? request with { Search = SearchMode.Exact } : request);

                var (expected, how) = Expected(product, request, lines);
                (decision.Offer?.Terms).ShouldBe(expected?.Terms);
                (decision.Offer?.ExpectedProfit).ShouldBe(expected?.Profit);
                seen[how] = seen.GetValueOrDefault(how) + 1;
            }
        }

        // The sample must contain what it is meant to test.
        foreach (var how in (string[])["declined", "free", "as asked, and the best", "as asked, though another is better", "another, as asked earns nothing"])
            seen.GetValueOrDefault(how).ShouldBeGreaterThan(5, how);
    }

    [Fact]
    public void The_Card_Is_Kept_Within_What_Was_Asked()
    {
        var card = new RateCard(SomeProduct.CashLoan.Policy.RateCaps!, 1_000_000, 0);
        var product = SomeProduct.CashLoan with
        {
            Policy = SomeProduct.CashLoan.Policy with { Card = card, Requested = new(RequestedAmountRule.Kept, RequestedMonthsRule.Kept) },
        };
        var (risk, acceptance) = (SomeModels.Random(product, ModelKind.Risk, 3), SomeModels.Random(product, ModelKind.Acceptance, 4));

        var offer = new OfferEngine(product, risk, acceptance)
            .Decide(new OfferRequest(SomeApplicants.Typical(product, "LOW"), 1234.56m, OfferConstraints.None, 3, false) { RequestedMonths = 6 }).Offer;

        offer.ShouldNotBeNull().Terms.ShouldBe(new OfferTerms(1234.56m, 6, 7.75m));
    }

    [Fact]
    public void The_Policy_Says_How_Far()
    {
        Policy("{}").ShouldBe(new RequestedTerms(RequestedAmountRule.AtMost, RequestedMonthsRule.Kept));
        Policy("""{ "amount": "kept", "months": "free" }""").ShouldBe(new RequestedTerms(RequestedAmountRule.Kept, RequestedMonthsRule.Free));
        Should.Throw<InvalidProductException>(() => Policy("""{ "amount": "exactly", "monhts": "free" }""")).Faults.Select(f => f.Path)
            .ShouldBe(["policy.requested.amount", "policy.requested.monhts"]);
    }

    private static (BruteForce.Line? Line, string How) Expected(ProductDefinition product, OfferRequest request, List<BruteForce.Line> lines)
    {
        var rules = product.Policy.Requested;
        if (lines.FirstOrDefault() is not { Profit: > 0 } best)
            return (null, "declined");
        var limits = request.Constraints;
        var keepsMonths = rules.Months == RequestedMonthsRule.Kept && limits.Months.IsEmpty;
        var keepsAmount = rules.Amount == RequestedAmountRule.Kept && limits is { MinimumAmount: null, MaximumAmount: null };
        // A term that is not open to the applicant cannot be kept to.
        keepsMonths &= request.Applicant.Values[0] != 2 || request.RequestedMonths == 4;
        if (!keepsMonths && !keepsAmount)
            return (best, "free");
        var last = (decimal)request.Applicant.Values[6];
        var unit = product.Economics.Rounding.Unit;
        var payable = Math.Floor(Math.Min(request.RequestedAmount!.Value, 2.5m * last) / unit) * unit;
        var asked = lines.FirstOrDefault(
            l => (!keepsMonths || l.Terms.Months == request.RequestedMonths) && (!keepsAmount || l.Terms.Amount == payable));
        return asked is not { Profit: > 0 } ? (best, "another, as asked earns nothing")
            : asked == best ? (asked, "as asked, and the best")
            : (asked, "as asked, though another is better");
    }

    private static RequestedTerms Policy(string requested)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Repository.File("data/cash-loan/product.json")))!;
        json["policy"]!["requested"] = System.Text.Json.Nodes.JsonNode.Parse(requested);
        return ProductLoader.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).Policy.Requested;
    }
}
