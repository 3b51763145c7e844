using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

/// <summary>
/// An offer is a contract: every figure of 100,000 answers is worked out again from the payments that the answer shows and from what
/// the product declares, in decimal, by nothing of the house's own.
/// </summary>
public sealed class RecomputedOffersTests
{
    private const int Least = 100_000;

    private static readonly ProductDefinition Small = SomeProduct.CashLoan with
    {
        Offer = SomeProduct.CashLoan.Offer with { Rate = SomeProduct.CashLoan.Offer.Rate with { Maximum = 5.75m } },
    };

    [Fact]
    public void Every_Figure_Of_100_000_Offers_Follows_From_The_Payments_Shown()
    {
        var counts = new ConcurrentDictionary<string, int>();
        var recomputed = 0;
        for (var round = 0; recomputed < Least && round < 40; round++)
        {
            Parallel.For(0, 64, world =>
            {
                var random = new Random(7000 + 64 * round + world);
                var product = SomeRequests.Product(random, Small);
                var (risk, acceptance) = SomeRequests.Models(product, random);
                var engine = new OfferEngine(product, risk, acceptance);
                for (var i = 0; i < 60; i++)
                {
                    var request = SomeRequests.Request(product, random) with { Schedule = true, RequestedAmount = random.Next(200, 1500) };
                    var decision = engine.Decide(request);
                    if (decision.Offer is not { } offer)
                        continue;
                    foreach (var shown in decision.Alternatives.Prepend(offer))
                        Check(product, request, shown);
                    Interlocked.Add(ref recomputed, 1 + decision.Alternatives.Length);
                    counts.AddOrUpdate($"{product.Economics.Interest}", 1, (_, n) => n + 1);
                    counts.AddOrUpdate($"{product.Economics.Fees.Origination?.Collected}", 1, (_, n) => n + 1);
                    counts.AddOrUpdate($"{product.Economics.Rounding.Mode}", 1, (_, n) => n + 1);
                }
            });
        }

        recomputed.ShouldBeGreaterThanOrEqualTo(Least);
        foreach (var kind in (string[])["AddOn", "Amortizing", "Deducted", "Added", "First", "HalfUp", "Up", "Down"])
            counts[kind].ShouldBeGreaterThan(1000, kind);
    }

    private static void Check(ProductDefinition product, OfferRequest request, PricedOffer offer)
    {
        var (economics, terms, shown) = (product.Economics, offer.Terms, offer.Repayments);
        var category = (int)request.Applicant.Values[0];
        var lines = offer.Schedule.Where(l => l.Number > 0).ToArray();

        // The table adds up, line by line and in all.
        Require(lines.Select(l => (l.Number, l.Months)).SequenceEqual(Enumerable.Range(1, terms.Months).Select(k => (k, k))));
        var balance = terms.Amount + (economics.Fees.Origination is { Collected: FeeCollection.Added } ? shown.OriginationFee : 0);
        var owed = new List<decimal>();
        foreach (var line in lines)
        {
            owed.Add(balance);
            Require(line.Payment == line.Interest + line.Fee + line.Principal);
            Require(line.Payment == (line.Number < terms.Months ? shown.Installment : shown.FinalInstallment));
            if (economics.Interest == InterestMethod.Amortizing)
                Require(line.Interest == Nearest(balance * terms.Rate / 100, economics.Rounding.Unit));
            balance -= line.Principal;
            Require(line.Balance == balance);
            Require(line.Payment > 0);
            Require(line.Payment % economics.Rounding.Unit == 0);
        }

        Require(balance == 0);
        Require(offer.Schedule.Sum(l => l.Payment) == shown.TotalPayable);
        Require(lines.Sum(l => l.Interest) == shown.TotalInterest);
        if (economics.Interest == InterestMethod.AddOn)
            Require(shown.TotalInterest == Nearest(owed[0] * terms.Rate * terms.Months / 100, economics.Rounding.Unit));
        Require(shown.TotalPayable - shown.PaidOut == shown.TotalInterest + shown.TotalFees);
        if (terms.Months > 1)
            Require((shown.Installment - economics.Fees.Installment) % economics.Rounding.Step == 0);

        // Limits hold for every payment.
        Require(lines.Max(l => l.Payment) <= (request.Constraints.MaximumInstallment ?? decimal.MaxValue));

        // Margin: payments at the cost of funds, less the payout and the cost of the loan.
        var funds = 1 + (economics.CostOfFundsBy is { } by
            ? by.ByCategory?.Values[category] ?? by.ByMonths.GetValueOrDefault(terms.Months, economics.CostOfFunds)
            : economics.CostOfFunds) / 100;
        var cost = economics.OperatingCostBy is { } costs
            ? costs.ByCategory?.Values[category] ?? costs.ByMonths.GetValueOrDefault(terms.Months, economics.OperatingCost)
            : economics.OperatingCost;
        var (margin, discount) = (shown.PaidFirst - shown.PaidOut - cost, 1m);
        foreach (var line in lines)
            margin += line.Payment * (discount /= funds);
        Require(Math.Abs(offer.Margin - (double)margin) <= 1e-9);

        // Expected loss and profit.
        var atRisk = economics.ExposureAtDefault is { } exposure ? Expected(exposure, owed) : (double)terms.Amount;
        var lossGivenDefault = (double)(economics.LossGivenDefaultBy?.Values[category] ?? economics.LossGivenDefault);
        var loss = offer.ProbabilityOfDefault * lossGivenDefault * atRisk;
        Require(Math.Abs(offer.ExpectedLoss - loss) <= 1e-9);
        Require(Math.Abs(offer.ExpectedProfit - (offer.ProbabilityOfAcceptance * ((1 - offer.ProbabilityOfDefault) * (double)margin - loss))) <= 1e-9);

        // APR: at it, what is paid is worth what is got.
        var (value, got) = (0.0, (double)(shown.PaidOut - shown.PaidFirst));
        foreach (var line in lines)
            value += (double)line.Payment * Math.Pow(1 + offer.Apr / 100, -line.Months / 12.0);
        Require(Math.Abs(value - got) <= 1e-9 * got);

        // Far faster than an assertion that words its message whether or not it is needed.
        void Require(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "")
        {
            if (!holds)
                throw new ShouldAssertException($"{what}: {offer} {string.Join('\n', offer.Schedule)} {economics}");
        }
    }

    private static double Expected(ExposureAtDefault exposure, List<decimal> owed)
    {
        var (sum, weights, survival) = (0.0, 0.0, 1.0);
        for (var k = 0; k < owed.Count; k++)
        {
            var hazard = exposure.Hazard[Math.Min(k, exposure.Hazard.Length - 1)];
            sum += survival * hazard * (double)owed[k];
            weights += survival * hazard;
            survival *= 1 - hazard;
        }

        return weights == 0 ? (double)owed[^1] : sum / weights;
    }

    private static decimal Nearest(decimal sum, decimal unit) => decimal.Floor(sum / unit + 0.5m) * unit;
}
