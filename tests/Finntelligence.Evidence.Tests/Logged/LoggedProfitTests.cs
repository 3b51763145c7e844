using Finntelligence.Evidence.Logged;
using Finntelligence.Lending.Pricing;

namespace Finntelligence.Evidence.Tests.Logged;

public sealed class LoggedProfitTests
{
    private static readonly LoggedDecision Loan = SomeLog.Draw(50, 1, profits: false).First(d => d.Accepted == true);
    private static readonly double Margin = LoanPricing.Price(SomeLog.Product.Economics, SomeLog.Product.RatePeriod, Loan.Terms).Margin;

    [Fact]
    public void A_loan_that_was_paid_back_earned_its_margin_and_one_that_defaulted_the_loss() =>
        (At(Loan, 12), At(Loan with { Defaulted = true }, 12)).ShouldBe((Margin, 0));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(9, 1)]
    public void A_loan_that_runs_has_earned_the_part_of_its_term(double months, double part) =>
        At(Loan with { Defaulted = null }, months).ShouldBe(part * Margin, 1e-9 + (0.01 * Margin * part));

    [Fact]
    public void What_was_not_taken_earned_nothing_and_what_nobody_told_of_neither()
    {
        At(Loan with { Accepted = false, Defaulted = null }, 3).ShouldBe(0);
        At(Loan with { Accepted = null, Defaulted = null }, 3).ShouldBe(0);
    }

    [Fact]
    public void The_log_s_own_word_counts_before_all() => At(Loan with { Profit = 17 }, 1).ShouldBe(17);

    private static double At(LoggedDecision decision, double months) =>
        new LoggedProfit(SomeLog.Product, decision.At.AddDays(months * 365.25 / 12)).Of(decision);
}
