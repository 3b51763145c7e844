using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class LoanScheduleTests
{
    // As worked in LoanPricingTests.
    [Fact]
    public void An_amortizing_loan_pays_interest_on_its_balance() => LoanSchedule.Of(
        new Economics(InterestMethod.Amortizing, 1, 0, 0), RatePeriod.Month, new OfferTerms(1000, 3, 2)).ShouldBe(
        [
            new ScheduledPayment(1, 1, 346.75m, 20, 0, 326.75m, 673.25m),
            new ScheduledPayment(2, 2, 346.75m, 13.47m, 0, 333.28m, 339.97m),
            new ScheduledPayment(3, 3, 346.77m, 6.80m, 0, 339.97m, 0),
        ]);

    // 100 × 1 % × 3 = 3, a third each; 103 / 3 = 34.3333. With a fee of 2 at the start and 0.50 each month.
    [Fact]
    public void An_add_on_loan_spreads_its_interest_and_lists_its_fees() => LoanSchedule.Of(
        new Economics(InterestMethod.AddOn, 1, 0, 0) { Fees = new Fees(new OriginationFee(2, 0, 0, null, FeeCollection.First), 0.5m) },
        RatePeriod.Month,
        new OfferTerms(100, 3, 1)).ShouldBe(
        [
            new ScheduledPayment(0, 0, 2, 0, 2, 0, 100),
            new ScheduledPayment(1, 1, 34.83m, 1, 0.5m, 33.33m, 66.67m),
            new ScheduledPayment(2, 2, 34.83m, 1, 0.5m, 33.33m, 33.34m),
            new ScheduledPayment(3, 3, 34.84m, 1, 0.5m, 33.34m, 0),
        ]);
}
