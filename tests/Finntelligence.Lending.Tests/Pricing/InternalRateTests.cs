using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class InternalRateTests
{
    // 100 v + 100 v² = 150 has v = (−1 + √(1 + 6)) / 2 = 0.822876, i = 0.215250.
    [Fact]
    public void Solves_two_payments() => InternalRate.Monthly(150, 100, 2).ShouldBe(0.215250, 0.000001);

    [Theory]
    [InlineData(1200, 100, 12)]
    [InlineData(1200, 99, 12)]
    public void Is_zero_where_nothing_is_earned(double amount, double installment, int months) =>
        InternalRate.Monthly(amount, installment, months).ShouldBe(0);

    [Fact]
    public void The_installments_are_worth_the_amount_at_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(LoanPricingTests.Terms(), terms =>
        {
            var installment = LoanPricing.Price(new Economics(InterestMethod.AddOn, 0, 0, 0), RatePeriod.Month, terms).Installment;
            var rate = InternalRate.Monthly((double)terms.Amount, installment, terms.Months);
            Discounted(installment, terms.Months, rate).ShouldBe((double)terms.Amount, 1e-9 * (double)terms.Amount, $"{terms} {rate}");
        }));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 100)]
    [InlineData(600, 0.0001)]
    [InlineData(600, 100)]
    [InlineData(600, 1000)]
    [InlineData(2, 0.000001)]
    [InlineData(4, 11.75)]
    public void Agrees_with_plain_bisection(int months, double rate)
    {
        var installment = (1000 + 1000 * rate / 100 * months) / months;

        InternalRate.Monthly(1000, installment, months).ShouldBe(Bisected(1000, installment, months), 1e-13);
    }

    // Payment by payment, so as not to lean on the closed form under test.
    private static double Discounted(double installment, int months, double rate)
    {
        var value = 0.0;
        for (var month = 0; month < months; month++)
            value = (value + installment) / (1 + rate);
        return value;
    }

    private static double Bisected(double amount, double installment, int months)
    {
        var (low, high) = (0.0, installment / amount);
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            if (Discounted(installment, months, middle) > amount)
                low = middle;
            else
                high = middle;
        }
        return low;
    }
}
