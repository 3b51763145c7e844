using Finntelligence.Experiments.Realised;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Tests.Realised;

public sealed class RealisedProfitTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OfferTerms Terms = new(1000, 4, 7.75m);
    private static readonly double Margin = LoanPricing.Price(Definitions.Experiments.Product.Economics, Definitions.Experiments.Product.RatePeriod, Terms).Margin;

    [Fact]
    public void What_an_offer_earned_follows_from_what_became_of_it()
    {
        var profit = new RealisedProfit(Definitions.Experiments.Product, At.AddDays(365.25 / 12));
        profit.Of(Terms, At, accepted: null, defaulted: null).ShouldBe(0);
        profit.Of(Terms, At, accepted: false, defaulted: null).ShouldBe(0);
        profit.Of(Terms, At, accepted: true, defaulted: false).ShouldBe(Margin);
        // Loss given default is 0 until it is stated.
        profit.Of(Terms, At, accepted: true, defaulted: true).ShouldBe(0);
        // A month of four.
        profit.MonthsOnBook(At).ShouldBe(1, 1e-9);
        profit.Of(Terms, At, accepted: true, defaulted: null).ShouldBe(Margin / 4, 1e-9);
        profit.Of(Terms, At.AddYears(-1), accepted: true, defaulted: null).ShouldBe(Margin);
    }
}
