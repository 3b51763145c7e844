using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>
/// The engine against scoring each offer alone through the plain ensembles, bit by bit, on 100,000 applicants. Most of the grids are
/// small, to be quick about it; some are whole.
/// </summary>
public sealed class ExactnessTests
{
    private const int Applicants = 100_000;
    private const int Worlds = 100;

    private static readonly ProductDefinition Small = SomeProduct.CashLoan with
    {
        Offer = SomeProduct.CashLoan.Offer with { Rate = SomeProduct.CashLoan.Offer.Rate with { Maximum = 4.25m } },
    };

    [Fact]
    public void Decide_Equals_Brute_Force_On_100_000_Random_Applicants()
    {
        var worlds = new Tally[Worlds];
        Parallel.For(0, Worlds, world => worlds[world] = Compare(world, Applicants / Worlds));

        var all = worlds.Aggregate((a, b) => a + b);
        // The sample must contain what it is meant to test.
        (all.Offers + all.Declines).ShouldBe(Applicants);
        all.Offers.ShouldBeGreaterThan(20_000);
        all.Declines.ShouldBeGreaterThan(5_000);
        all.Ties.ShouldBeGreaterThan(1_000);
        all.Missing.ShouldBeGreaterThan(20_000);
        all.OutsideSupport.ShouldBeGreaterThan(10_000);
        all.OffGrid.ShouldBeGreaterThan(2_000);
        (all.AddOn, all.Amortizing).ShouldSatisfyAllConditions(t => t.AddOn.ShouldBeGreaterThan(20_000), t => t.Amortizing.ShouldBeGreaterThan(20_000));
    }

    private static Tally Compare(int world, int applicants)
    {
        var random = new Random(9000 + world);
        var (whole, even) = (world % 50 == 0, world % 5 == 1);
        var product = even ? Even(random) : SomeRequests.Product(random, whole ? SomeProduct.CashLoan : Small);
        var (risk, acceptance) = even ? (Quarters(product, ModelKind.Risk, random), Quarters(product, ModelKind.Acceptance, random)) : SomeRequests.Models(product, random);
        var engine = new OfferEngine(product, risk, acceptance);
        var plain = new BruteForce(product, risk, acceptance, rateStep: product.Offer.Rate.Step);
        var tally = default(Tally);
        for (var i = 0; i < applicants; i++)
        {
            var request = SomeRequests.Request(product, random, alternatives: 0);
            if (!whole)
                request = request with { RequestedAmount = random.Next(3) == 0 ? random.Next(2, 9) * 100 : random.Next(20_000, 90_000) / 100m };
            var expected = plain.Run(request);
            var decision = engine.Decide(request);

            var best = expected.Lines.FirstOrDefault();
            var offers = best is { Profit: > 0 };
            if (!IsSame(decision, expected, offers ? best : null))
                throw new ShouldAssertException($"World {world}, applicant {i}: {decision.Offer} is not {best}; {decision.Search}.");
            tally += new Tally(
                offers ? 1 : 0, offers ? 0 : 1, offers && expected.Lines.Count > 1 && expected.Lines[1].Profit == best!.Profit ? 1 : 0,
                request.Applicant.Values.Any(float.IsNaN) ? 1 : 0, expected.OutsideSupport > 0 ? 1 : 0,
                offers && best!.Terms.Amount % 100 != 0 ? 1 : 0,
                product.Economics.Interest == InterestMethod.AddOn ? 1 : 0, product.Economics.Interest == InterestMethod.Amortizing ? 1 : 0);
        }

        return tally;
    }

    private static bool IsSame(Decision decision, BruteForce expected, BruteForce.Line? best) =>
        decision.Search == new SearchSummary(expected.Considered, expected.Lines.Count, expected.OutsideSupport)
        && decision.Offer is null == best is null
        && (best is null
            || (decision.Offer!.Terms == best.Terms
                && (double)decision.Offer.Repayments.Installment == best.Installment
                && decision.Offer.ProbabilityOfAcceptance == best.Acceptance
                && decision.Offer.ProbabilityOfDefault == best.Default
                && decision.Offer.ExpectedProfit == best.Profit));

    // Without costs the profit is a product of few round numbers, and many offers bring the same.
    private static ProductDefinition Even(Random random) => Small with
    {
        Economics = new Economics(InterestMethod.AddOn, 0, 0, 0),
        Offer = Small.Offer with { Rate = Small.Offer.Rate with { Minimum = 4, Maximum = 8, Step = random.Next(1, 3) } },
        Policy = new Policy(),
    };

    private static LoanModel Quarters(ProductDefinition product, ModelKind kind, Random random) => SomeModels.Of(
        product,
        kind,
        [SomeModels.Stump(product, kind, "rate", random.Next(4, 8), upTo: kind == ModelKind.Risk ? -1 : 1, above: kind == ModelKind.Risk ? 1 : -1)],
        calibrator: new IsotonicCalibrator([-1, 1], [0.25, 0.5]));

    private readonly record struct Tally(int Offers, int Declines, int Ties, int Missing, int OutsideSupport, int OffGrid, int AddOn, int Amortizing)
    {
        public static Tally operator +(Tally a, Tally b) => new(
            a.Offers + b.Offers, a.Declines + b.Declines, a.Ties + b.Ties, a.Missing + b.Missing, a.OutsideSupport + b.OutsideSupport,
            a.OffGrid + b.OffGrid, a.AddOn + b.AddOn, a.Amortizing + b.Amortizing);
    }
}
