using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class ScoredOfferTests
{
    private static ScoredOffer Offer(double profit, decimal rate = 5, double installment = 100, int months = 6, decimal amount = 500) =>
        new(new OfferTerms(amount, months, rate), new LoanPrice(installment, 0, 0), 0.1, 0.1, profit);

    public static TheoryData<string> Ties => ["profit", "rate", "installment", "months", "amount"];

    [Theory]
    [MemberData(nameof(Ties))]
    public void Each_Criterion_Decides_When_All_Before_It_Tie(string criterion)
    {
        // Everything after the criterion speaks for the other offer.
        var (better, worse) = criterion switch
        {
            "profit" => (Offer(2, rate: 9, installment: 900, months: 12, amount: 900), Offer(1)),
            "rate" => (Offer(1, rate: 4, installment: 900, months: 12, amount: 900), Offer(1)),
            "installment" => (Offer(1, installment: 99, months: 12, amount: 900), Offer(1)),
            "months" => (Offer(1, months: 4, amount: 900), Offer(1)),
            _ => (Offer(1, amount: 400), Offer(1)),
        };

        better.IsBetterThan(worse).ShouldBeTrue();
        worse.IsBetterThan(better).ShouldBeFalse();
    }

    [Fact]
    public void An_Offer_Is_Not_Better_Than_Itself() => Offer(1).IsBetterThan(Offer(1)).ShouldBeFalse();
}
