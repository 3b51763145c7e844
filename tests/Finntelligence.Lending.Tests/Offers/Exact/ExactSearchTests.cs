using System.Collections.Concurrent;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers.Exact;

public sealed class ExactSearchTests
{
    private static readonly ProductDefinition Narrow = SomeProduct.CashLoan with
    {
        Offer = SomeProduct.CashLoan.Offer with { Rate = SomeProduct.CashLoan.Offer.Rate with { Maximum = 4.25m } },
    };

    [Fact]
    public void Decide_Equals_A_Dense_Grid_Of_Every_Amount_And_Hundredth_Of_A_Rate()
    {
        var seen = new ConcurrentBag<string>();
        Parallel.For(0, 30, world =>
        {
            var random = new Random(100 + world);
            var product = SomeRequests.Product(random, Narrow);
            if (world >= 24)
                product = product with { Policy = product.Policy with { MinimumProbabilityOfAcceptance = 0.4 } };
            var (risk, acceptance) = Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            var dense = new BruteForce(product, risk, acceptance, amountStep: 1, rateStep: 0.01m);
            for (var i = 0; i < 5; i++)
            {
                var request = Request(product, random);
                var best = dense.Run(request).Lines.FirstOrDefault();
                var onGrid = new BruteForce(product, risk, acceptance).Run(request).Lines.FirstOrDefault()?.Profit ?? 0;

                var decision = engine.Decide(request);

                var exact = decision.Search.Exact.ShouldNotBeNull();
                (exact.AmountStep, exact.RateStep).ShouldBe((1, 0.01m));
                exact.GridExpectedProfit.ShouldBe(onGrid > 0 ? onGrid : null);
                if (best is { Profit: > 0 })
                {
                    var offer = decision.Offer.ShouldNotBeNull();
                    (offer.Terms, offer.ExpectedProfit, (double)offer.Repayments.Installment).ShouldBe((best.Terms, best.Profit, best.Installment));
                    exact.Gain.ShouldBe(best.Profit - Math.Max(onGrid, 0));
                    seen.Add(offer.Terms.Amount % 100 != 0 && offer.Terms.Rate % 0.25m != 0 ? "off both axes" : "offer");
                    seen.Add(offer.Terms.Amount % 1 != 0 ? "of no step" : "of a step");
                    seen.Add(best.Installment + 1 > (double)(request.Constraints.MaximumInstallment ?? 10000) ? "cut by the installment" : "uncut");
                    seen.Add($"{product.Economics.Interest}");
                }
                else
                {
                    decision.Offer.ShouldBeNull();
                    decision.Reasons.Length.ShouldBeInRange(1, 4);
                    exact.Gain.ShouldBe(0);
                    seen.Add(best is null ? "nothing feasible" : "nothing profitable");
                }
            }
        });

        // The sample must contain what it is meant to test.
        foreach (var (kind, least) in new[]
        {
            ("off both axes", 10), ("of no step", 5), ("cut by the installment", 4), ("uncut", 10), ("AddOn", 10), ("Amortizing", 10), ("nothing feasible", 1),
            ("nothing profitable", 1),
        })
        {
            seen.Count(s => s == kind).ShouldBeGreaterThanOrEqualTo(least, kind);
        }
    }

    [Fact]
    public void Alternatives_Are_The_Best_Of_Each_Other_Term_And_Amount_Tier()
    {
        var random = new Random(5);
        var (risk, acceptance) = Models(Narrow, random, holes: false);
        var request = Request(Narrow, random) with { Constraints = OfferConstraints.None, RequestedAmount = 400, Alternatives = 10 };
        var lines = new BruteForce(Narrow, risk, acceptance, 1, 0.01m).Run(request).Lines;

        var decision = new OfferEngine(Narrow, risk, acceptance).Decide(request);

        var chosen = decision.Offer.ShouldNotBeNull().Terms;
        chosen.ShouldBe(lines[0].Terms);
        decimal[] amounts = [.. lines.Select(l => l.Terms.Amount).Distinct().Order()];
        int Tier(OfferTerms terms) => Array.IndexOf(amounts, terms.Amount) * 4 / amounts.Length;
        decision.Alternatives.Select(a => a.Terms).ShouldBe(
            lines.Where(l => l.Profit > 0 && l.Terms.Months != chosen.Months).GroupBy(l => l.Terms.Months).Select(g => g.First())
                .Concat(lines.Where(l => l.Profit > 0 && l.Terms.Months == chosen.Months && Tier(l.Terms) != Tier(chosen))
                    .GroupBy(l => Tier(l.Terms)).Select(g => g.First()))
                .OrderByDescending(l => l.Profit).Select(l => l.Terms));
        decision.Alternatives.Length.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Amounts_Between_The_Grids_Steps_Can_Be_Offered()
    {
        var risk = SomeModels.Constant(Narrow, ModelKind.Risk, 0.1);
        var acceptance = SomeModels.Constant(Narrow, ModelKind.Acceptance, 0.1);
        var request = new OfferRequest(
            SomeApplicants.Typical(Narrow), 1000, new OfferConstraints { MinimumAmount = 510.5m, MaximumAmount = 590.5m, MaximumRate = 4.167m }, 0, false);
        var engine = new OfferEngine(Narrow, risk, acceptance);

        engine.Decide(request).Reasons.Single().Code.ShouldBe("AMOUNT_NOT_AVAILABLE");
        var decision = engine.Decide(request with { Search = SearchMode.Exact });

        decision.Offer.ShouldNotBeNull().Terms.ShouldBe(new OfferTerms(590, 12, 4.16m));
        decision.Search.Exact.ShouldNotBeNull().GridExpectedProfit.ShouldBeNull();
        decision.Search.Exact.Gain.ShouldBe(decision.Offer.ExpectedProfit);
    }

    [Fact]
    public void Steps_Are_The_Products_Own_Where_Those_Are_Finer()
    {
        var product = Narrow with
        {
            Offer = Narrow.Offer with
            {
                Amount = Narrow.Offer.Amount with { Step = 0.5m },
                Rate = Narrow.Offer.Rate with { Step = 0.125m },
            },
        };
        var engine = new OfferEngine(
            product, SomeModels.Constant(product, ModelKind.Risk, 0.1), SomeModels.Constant(product, ModelKind.Acceptance, 0.1));

        var exact = engine.Decide(new OfferRequest(SomeApplicants.Typical(product), 300, OfferConstraints.None, 0, false) { Search = SearchMode.Exact })
            .Search.Exact.ShouldNotBeNull();

        (exact.AmountStep, exact.RateStep).ShouldBe((0.5m, 0.005m));
        exact.Gain.ShouldBe(0);
    }

    [Fact]
    public void A_Search_Without_The_Mode_Says_Nothing_Of_It() =>
        new OfferEngine(
                Narrow, SomeModels.Constant(Narrow, ModelKind.Risk, 0.1), SomeModels.Constant(Narrow, ModelKind.Acceptance, 0.1))
            .Decide(new OfferRequest(SomeApplicants.Typical(Narrow), 300, OfferConstraints.None, 0, false)).Search.Exact.ShouldBeNull();

    [Fact]
    public void Declines_Name_What_Stood_In_The_Way_Off_The_Grid_Too()
    {
        var random = new Random(77);
        var codes = new HashSet<string>();
        for (var world = 0; world < 60; world++)
        {
            var product = SomeRequests.Product(random);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 10; i++)
            {
                var decision = engine.Decide(SomeRequests.Request(product, random) with { Search = SearchMode.Exact });
                decision.Reasons.IsEmpty.ShouldBe(decision.Offer is not null);
                decision.Reasons.Length.ShouldBeLessThanOrEqualTo(4);
                codes.UnionWith(decision.Reasons.Select(r => r.Code));
            }
        }

        codes.ShouldContain("AMOUNT_NOT_AVAILABLE");
        codes.ShouldContain("INSTALLMENT_NOT_AVAILABLE");
        codes.ShouldContain("NOT_PROFITABLE");
        codes.ShouldContain("NOT_ENOUGH_HISTORY");
    }

    // Thresholds where the requests below are.
    private static (LoanModel Risk, LoanModel Acceptance) Models(ProductDefinition product, Random random, bool holes = true)
    {
        return (Model(ModelKind.Risk, 40), Model(ModelKind.Acceptance, 150));

        LoanModel Model(ModelKind kind, int rows) => SomeModels.Of(
            product,
            kind,
            [
                .. Enumerable.Range(0, 12).Select(_ => product.Model(kind).Inputs[random.Next(product.Model(kind).Inputs.Length)] switch
                {
                    "amount" => SomeModels.Stump(product, kind, "amount", random.Next(200, 500), Value(), Value()),
                    "months" => SomeModels.Stump(product, kind, "months", random.Next(4, 12), Value(), Value()),
                    "loanToIncome" => SomeModels.Stump(product, kind, "loanToIncome", random.NextSingle() * 0.3f, Value(), Value()),
                    "loanToLastLoan" => SomeModels.Stump(product, kind, "loanToLastLoan", random.NextSingle(), Value(), Value()),
                    _ => SomeModels.Stump(product, kind, "rate", 3.25f + random.NextSingle(), Value(), Value()),
                }),
            ],
            baseScore: -2,
            support: SomeModels.Support(product, kind, (_, _, _) => !holes ? 1000 : random.Next(4) == 0 ? 0 : random.Next(rows)));

        double Value() => Trees.FixedPoint.Round(random.NextDouble() - 0.5);
    }

    private static OfferRequest Request(ProductDefinition product, Random random) => new(
        SomeApplicants.Random(product, random),
        random.Next(2) == 0 ? random.Next(200, 400) : random.Next(20_000, 40_000) / 100m,
        new OfferConstraints
        {
            MinimumAmount = Sometimes(random, 200, 300),
            MaximumAmount = Sometimes(random, 250, 400),
            Months = random.Next(3) == 0 ? [4, 12] : [],
            MaximumRate = Sometimes(random, 3, 4),
            MaximumInstallment = random.Next(3) > 0 ? random.Next(2000, 7000) / 100m : null,
        },
        10,
        Explain: false)
    {
        Search = SearchMode.Exact,
    };

    private static decimal? Sometimes(Random random, int least, int greatest) =>
        random.Next(3) == 0 ? random.Next(least * 100, greatest * 100) / 100m : null;
}
