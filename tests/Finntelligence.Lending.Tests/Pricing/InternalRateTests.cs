using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Lending.Tests.Pricing;

public sealed class InternalRateTests
{
    // 100 v + 100 v² = 150 has v = (−1 + √(1 + 6)) / 2 = 0.822876, i = 0.215250.
    [Fact]
    public void Solves_two_payments() => InternalRate.Monthly(150, [100, 100]).ShouldBe(0.215250, 0.000001);

    [Theory]
    [InlineData(1200, 100, 12)]
    [InlineData(1200, 99, 12)]
    public void Is_zero_where_nothing_is_earned(double amount, double installment, int months) =>
        InternalRate.Monthly(amount, Level(installment, months)).ShouldBe(0);

    // 12 CFR 1026, Appendix J, (c)(1)(i)(A): 5,000 for 24 monthly payments of 230 is 9.69 %; (c)(2): with a last one of 280, 10.50 %.
    // The rate there is nominal: twelve times that of the unit period.
    [Fact]
    public void Gives_the_rates_of_Regulation_Z()
    {
        (1200 * InternalRate.Monthly(5000, Level(230, 24))).ShouldBe(9.69, 0.005);
        (1200 * InternalRate.Monthly(5000, [.. Level(230, 23), 280])).ShouldBe(10.50, 0.005);
    }

    // Directive 98/7/EC, Annex III, which the United Kingdom's total-charge-for-credit rules took over. 1,000 for 1,200 after 18 months:
    // 1.2^(2/3) − 1 = 12.92 %. The same with 50 kept for expenses: (1200 / 950)^(2/3) − 1 = 16.85 %. 1,000 for 600 after one year and 600 after
    // two: v = (−1 + √(1 + 4 / 0.6)) / 2 = 0.884437 a year, 13.07 %. 1,000 for 272 after 3 months, 272 after 6 and 544 after 12: 13.19 %.
    [Theory]
    [InlineData(1000, "18:1200", 12.92)]
    [InlineData(950, "18:1200", 16.85)]
    [InlineData(1000, "12:600 24:600", 13.07)]
    [InlineData(1000, "3:272 6:272 12:544", 13.19)]
    public void Gives_the_rates_of_the_examples_of_the_directive(double received, string flows, double percent)
    {
        var payments = new double[24];
        foreach (var flow in flows.Split(' '))
        {
            var (month, payment) = (flow.Split(':')[0], flow.Split(':')[1]);
            payments[int.Parse(month, System.Globalization.CultureInfo.InvariantCulture) - 1] =
                double.Parse(payment, System.Globalization.CultureInfo.InvariantCulture);
        }

        LoanPricing.Yearly(InternalRate.Monthly(received, payments)).ShouldBe(percent, 0.005);
    }

    [Fact]
    public void The_payments_are_worth_what_was_received_at_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Flows(), flows =>
        {
            var rate = InternalRate.Monthly(flows.Received, flows.Payments);
            // Bracketed by bisection on the sum itself, so as not to lean on the method under test.
            rate.ShouldBe(Bisected(flows.Received, flows.Payments), 1e-9 * Math.Max(1e-3, rate), $"{flows.Received} {string.Join(' ', flows.Payments)}");
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
        var payments = Level((1000 + 1000 * rate / 100 * months) / months, months);

        InternalRate.Monthly(1000, payments).ShouldBe(Bisected(1000, payments), 1e-13);
    }

    private static Arbitrary<(double Received, double[] Payments)> Flows() => (
        from months in Gen.OneOf(Gen.Choose(1, 24), Gen.Choose(1, 600))
        from payments in Gen.ArrayOf(Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 100_000)), months)
        from share in Gen.Choose(1, 99)
        let sum = payments.Sum(p => p / 100.0)
        select (Math.Max(0.01, sum * share / 100), payments.Select(p => p / 100.0).ToArray())).ToArbitrary();

    private static double[] Level(double installment, int months) => [.. Enumerable.Repeat(installment, months)];

    private static double Bisected(double received, double[] payments)
    {
        var (low, high) = (0.0, Math.Max(0, payments.Sum() / received - 1));
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            var value = 0.0;
            for (var month = payments.Length - 1; month >= 0; month--)
                value = (value + payments[month]) / (1 + middle);
            if (value > received)
                low = middle;
            else
                high = middle;
        }
        return low;
    }
}
