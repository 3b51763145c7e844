using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class OfferEngineTests
{
    private static readonly ProductDefinition CashLoan = SomeProduct.CashLoan;

    [Fact]
    public void Decide_Equals_Brute_Force()
    {
        var random = new Random(11);
        var (offers, declines, outside, tooRisky) = (0, 0, 0, 0);
        for (var world = 0; world < 25; world++)
        {
            var product = SomeRequests.Product(random);
            var (risk, acceptance) = SomeRequests.Models(product, random);
            var engine = new OfferEngine(product, risk, acceptance);
            for (var i = 0; i < 16; i++)
            {
                var request = SomeRequests.Request(product, random);
                var expected = new BruteForce(product, risk, acceptance).Run(request);

                var decision = engine.Decide(request);

                decision.Search.ShouldBe(new SearchSummary(expected.Considered, expected.Lines.Count, expected.OutsideSupport));
                var best = expected.Lines.FirstOrDefault();
                if (best is { Profit: > 0 })
                {
                    offers++;
                    ShouldBeSame(decision.Offer.ShouldNotBeNull(), best);
                    decision.Reasons.ShouldBeEmpty();
                }
                else
                {
                    declines++;
                    tooRisky += best is null ? 0 : 1;
                    decision.Offer.ShouldBeNull();
                    decision.Alternatives.ShouldBeEmpty();
                    decision.Reasons.Length.ShouldBeInRange(1, 4);
                }

                outside += expected.OutsideSupport > 0 ? 1 : 0;
            }
        }

        // The sample must contain what it is meant to test.
        offers.ShouldBeGreaterThan(100);
        declines.ShouldBeGreaterThan(50);
        outside.ShouldBeGreaterThan(50);
        tooRisky.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Alternatives_Are_The_Best_Of_Each_Other_Term_And_Amount_Tier()
    {
        var random = new Random(12);
        var named = 0;
        var (product, risk, acceptance) = (CashLoan, (LoanModel)null!, (LoanModel)null!);
        for (var i = 0; i < 120; i++)
        {
            if (i % 8 == 0)
            {
                product = SomeRequests.Product(random);
                (risk, acceptance) = SomeRequests.Models(product, random);
            }

            var request = SomeRequests.Request(product, random);
            var lines = new BruteForce(product, risk, acceptance).Run(request).Lines;
            var decision = new OfferEngine(product, risk, acceptance).Decide(request);
            if (decision.Offer is not { } chosen)
                continue;

            var axes = OfferAxes.Of(product);
            var range = new OfferRanges(product, axes).For(request.Applicant, request.RequestedAmount);
            var amounts = range.Within(axes, request.Constraints, null).Grid(axes).Amounts;
            int Tier(OfferTerms terms) => amounts.IndexOf(terms.Amount) * 4 / amounts.Length;
            var profitable = lines.Where(l => l.Profit > 0).ToList();
            var otherTerms = profitable.Where(l => l.Terms.Months != chosen.Terms.Months).GroupBy(l => l.Terms.Months).Select(g => g.First());
            var otherTiers = profitable
                .Where(l => l.Terms.Months == chosen.Terms.Months && Tier(l.Terms) != Tier(chosen.Terms))
                .GroupBy(l => Tier(l.Terms)).Select(g => g.First());
            var expected = lines.Intersect(otherTerms.Concat(otherTiers)).ToList();

            decision.Alternatives.Length.ShouldBe(expected.Count);
            foreach (var (alternative, line) in decision.Alternatives.Zip(expected))
                ShouldBeSame(alternative, line);
            decision.Alternatives.Select(a => a.Terms).Append(chosen.Terms).ShouldBeUnique();
            decision.Alternatives.ShouldAllBe(a => a.ExpectedProfit > 0 && a.ExpectedProfit <= chosen.ExpectedProfit);
            named += expected.Count;
        }

        named.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Alternatives_Are_As_Many_As_Asked_For_And_Best_First(int count)
    {
        var engine = Engine(0.1, 0.2);
        var all = engine.Decide(Request() with { Alternatives = 10 }).Alternatives;

        var some = engine.Decide(Request() with { Alternatives = count }).Alternatives;

        all.Length.ShouldBe(2 + 3);
        some.ShouldBe(all.Take(count));
        all.ShouldBe(all.OrderByDescending(a => a.ExpectedProfit));
    }

    [Fact]
    public void Figures_Of_An_Offer_Are_Those_Of_The_Formula()
    {
        // 1000 at 7.75 % add-on over 12 months, the most that LOW may cost: interest 930, installment 1930 / 12.
        var product = CashLoan with { Economics = new Economics(InterestMethod.AddOn, 0, 30, 0.5m) };

        var offer = Engine(0.2, 0.25, product).Decide(Request()).Offer.ShouldNotBeNull();

        offer.Terms.ShouldBe(new OfferTerms(1000, 12, 7.75m));
        offer.Repayments.TotalInterest.ShouldBe(930);
        // 1930 / 12 = 160.8333…; 11 × 160.83 = 1769.13, and 160.87 is left.
        offer.Repayments.Installment.ShouldBe(160.83m);
        offer.Repayments.FinalInstallment.ShouldBe(160.87m);
        offer.Margin.ShouldBe(900, 1e-9);
        offer.ProbabilityOfAcceptance.ShouldBe(0.25, 1e-7);
        offer.ProbabilityOfDefault.ShouldBe(0.2, 1e-7);
        offer.ExpectedLoss.ShouldBe(0.2 * 0.5 * 1000, 1e-4);
        offer.ExpectedProfit.ShouldBe(0.25 * (0.8 * 900 - 100), 1e-4);
        offer.Apr.ShouldBeGreaterThan(7.75 * 12);
    }

    [Fact]
    public void Equal_Profit_Goes_To_The_Lower_Rate()
    {
        // Take-up halves above 4 %, and the margin doubles from 4 to 8 %; every number is exact in binary.
        var product = CashLoan with
        {
            Economics = new Economics(InterestMethod.AddOn, 0, 0, 0),
            Policy = CashLoan.Policy with { RateCaps = null },
        };
        var risk = SomeModels.Of(product, ModelKind.Risk, [], calibrator: new IsotonicCalibrator([0], [0.25]));
        var takeUp = SomeModels.Of(
            product,
            ModelKind.Acceptance,
            [SomeModels.Stump(product, ModelKind.Acceptance, "rate", 4, upTo: 1, above: -1)],
            calibrator: new IsotonicCalibrator([-1, 1], [0.25, 0.5]));
        var constraints = new OfferConstraints { MinimumAmount = 400, MaximumAmount = 400, Months = [4], MaximumRate = 8 };

        var decision = new OfferEngine(product, risk, takeUp).Decide(Request() with { RequestedAmount = 400, Constraints = constraints });

        decision.Offer!.Terms.Rate.ShouldBe(4);
        decision.Offer.ExpectedProfit.ShouldBe(0.5 * 0.75 * 64);
        var dearer = new BruteForce(product, risk, takeUp).Run(Request() with { RequestedAmount = 400, Constraints = constraints });
        dearer.Lines[1].ShouldSatisfyAllConditions(l => l.Terms.Rate.ShouldBe(8), l => l.Profit.ShouldBe(decision.Offer.ExpectedProfit));
    }

    [Fact]
    public void Widening_Constraints_Never_Lowers_The_Best_Profit()
    {
        var random = new Random(13);
        var rose = 0;
        var product = CashLoan;
        OfferEngine engine = null!;
        for (var i = 0; i < 200; i++)
        {
            if (i % 8 == 0)
            {
                product = SomeRequests.Product(random);
                var (risk, acceptance) = SomeRequests.Models(product, random);
                engine = new OfferEngine(product, risk, acceptance);
            }

            var request = SomeRequests.Request(product, random);
            var before = Profit(engine, request);
            foreach (var wider in Wider(request.Constraints))
            {
                var after = Profit(engine, request with { Constraints = wider });
                after.ShouldBeGreaterThanOrEqualTo(before);
                rose += after > before ? 1 : 0;
            }
        }

        rose.ShouldBeGreaterThan(50);

        static double Profit(OfferEngine engine, OfferRequest request) => engine.Decide(request).Offer?.ExpectedProfit ?? 0;

        static IEnumerable<OfferConstraints> Wider(OfferConstraints c) =>
        [
            c with { MinimumAmount = c.MinimumAmount / 2 },
            c with { MaximumAmount = c.MaximumAmount * 1.5m },
            c with { Months = [] },
            c with { MaximumRate = c.MaximumRate + 1 },
            c with { MaximumInstallment = c.MaximumInstallment * 2 },
            OfferConstraints.None,
        ];
    }

    [Fact]
    public void The_Same_Request_Gets_The_Same_Answer_On_Any_Thread()
    {
        var random = new Random(14);
        var (risk, acceptance) = SomeRequests.Models(CashLoan, random);
        var requests = Enumerable.Range(0, 40).Select(_ => SomeRequests.Request(CashLoan, random) with { Explain = true }).ToArray();
        var engine = new OfferEngine(CashLoan, risk, acceptance);
        var expected = requests.Select(r => Text(engine.Decide(r))).ToArray();

        var answers = new string[requests.Length];
        Parallel.For(0, requests.Length, i => answers[i] = Text(engine.Decide(requests[i])));

        answers.ShouldBe(expected);
        requests.Select(r => Text(new OfferEngine(CashLoan, risk, acceptance).Decide(r))).ShouldBe(expected);

        static string Text(Decision decision) => System.Text.Json.JsonSerializer.Serialize(decision);
    }

    [Fact]
    public void A_Rate_Above_The_Least_Is_Explained_By_Reasons_When_Asked_For()
    {
        var risk = SomeModels.Of(
            CashLoan, ModelKind.Risk, [SomeModels.Stump(CashLoan, ModelKind.Risk, "priorLoans", 2, upTo: 0.2, above: 1)], baseScore: -2);
        var engine = new OfferEngine(CashLoan, risk, SomeModels.Constant(CashLoan, ModelKind.Acceptance, 0.1));
        var request = new OfferRequest(SomeApplicants.Typical(CashLoan), null, OfferConstraints.None, 0, Explain: true);

        var dear = engine.Decide(request);
        var cheap = engine.Decide(request with { Constraints = OfferConstraints.None with { MaximumRate = CashLoan.Offer.Rate.Minimum } });

        // Take-up does not depend on the rate here, so the greatest is best.
        dear.Offer.ShouldNotBeNull().Terms.Rate.ShouldBeGreaterThan(CashLoan.Offer.Rate.Minimum);
        dear.Reasons.Select(r => r.Feature).ShouldBe(["priorLoans"]);
        engine.Decide(request with { Explain = false }).Reasons.ShouldBeEmpty();
        cheap.Offer.ShouldNotBeNull().Terms.Rate.ShouldBe(CashLoan.Offer.Rate.Minimum);
        cheap.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Constructor_Refuses_Models_In_Each_Others_Place()
    {
        var risk = SomeModels.Constant(CashLoan, ModelKind.Risk, 0.1);
        var acceptance = SomeModels.Constant(CashLoan, ModelKind.Acceptance, 0.1);

        Should.Throw<ArgumentException>(() => new OfferEngine(CashLoan, acceptance, risk));
    }

    private static OfferEngine Engine(double defaults, double acceptance, ProductDefinition? product = null) => new(
        product ?? CashLoan,
        SomeModels.Constant(product ?? CashLoan, ModelKind.Risk, defaults),
        SomeModels.Constant(product ?? CashLoan, ModelKind.Acceptance, acceptance));

    private static OfferRequest Request() => new(SomeApplicants.Typical(CashLoan), 1000, OfferConstraints.None, 0, false);

    private static void ShouldBeSame(PricedOffer offer, BruteForce.Line line)
    {
        offer.Terms.ShouldBe(line.Terms);
        ((double)offer.Repayments.Installment).ShouldBe(line.Installment);
        offer.ProbabilityOfAcceptance.ShouldBe(line.Acceptance);
        offer.ProbabilityOfDefault.ShouldBe(line.Default);
        offer.ExpectedProfit.ShouldBe(line.Profit);
    }
}
