using Finntelligence.Lending.Products;
using Finntelligence.Portfolios.Frontier;

namespace Finntelligence.Portfolios.Tests.Frontier;

public sealed class OfferHullTests
{
    private static readonly Resource Capital = Resource.Capital("ZAR");

    [Fact]
    public void A_Budget_Sees_The_Vertices_Up_To_The_Greatest_Profit() =>
        // (capital, profit): the second lies under the line between its neighbours, the last brings less than the one before.
        Profits(OfferHull.Of([Offer(1, 10), Offer(2, 12), Offer(3, 20), Offer(4, 19)], Capital)).ShouldBe([0, 10, 20]);

    [Fact]
    public void A_Minimum_Sees_The_Vertices_From_The_Greatest_Profit_On() =>
        Profits(OfferHull.Of([Loan(0.1, 10), Loan(0.2, 20), Loan(0.3, 15), Loan(0.4, 14), Loan(0.5, 1), Loan(0.6, -40)], Resource.Loans))
            .ShouldBe([20, 14, 1, -40]);

    [Fact]
    public void Who_Can_Only_Be_Served_At_A_Loss_Is_Declined_Unless_Loans_Are_Wanted()
    {
        OfferHull.Of([Offer(1, -5)], Capital).ShouldHaveSingleItem().IsOffer.ShouldBeFalse();
        Profits(OfferHull.Of([Loan(0.5, -5)], Resource.Loans)).ShouldBe([0, -5]);
    }

    [Fact]
    public void Nothing_To_Offer_Is_A_Decline() => OfferHull.Of([], Resource.Loans).ShouldHaveSingleItem().IsOffer.ShouldBeFalse();

    [Fact]
    public void For_Every_Price_The_Best_Offer_Is_On_The_Hull()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            // Few distinct values, so that ties are common.
            var offers = Enumerable.Range(0, random.Next(1, 40))
                .Select(_ => new PortfolioOffer(new OfferTerms(random.Next(1, 6), random.Next(1, 13), random.Next(1, 9)), random.Next(-20, 40), random.Next(1, 9) / 8.0, 0.1))
                .ToArray();
            foreach (var resource in (Resource[])[Resource.Loans, Capital])
            {
                var hull = OfferHull.Of(offers, resource);
                OfferHull.Of([.. offers.AsEnumerable().Reverse()], resource).ShouldBe(hull, "the order of the offers does not matter");
                for (var i = 1; i < hull.Length; i++)
                    resource.Of(hull[i]).ShouldBeGreaterThan(resource.Of(hull[i - 1]));
                for (var price = 0.0; price < 60; price += 0.7)
                {
                    double Worth(PortfolioOffer o) => o.Profit + (resource.IsMinimum ? price : -price) * resource.Of(o);
                    hull.Max(Worth).ShouldBe(offers.Append(PortfolioOffer.Decline).Max(Worth), 1e-9);
                }
            }
        }
    }

    private static IEnumerable<double> Profits(PortfolioOffer[] hull) => hull.Select(o => o.Profit);

    private static PortfolioOffer Offer(int capital, double profit) => new(new OfferTerms(capital, 4, 5), profit, 1, 0.1);

    private static PortfolioOffer Loan(double acceptance, double profit) => new(new OfferTerms(100, 4, 5), profit, acceptance, 0.1);
}
