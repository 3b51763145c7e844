using Finntelligence.Lending.Products;
using Finntelligence.Portfolios.Frontier;

namespace Finntelligence.Portfolios.Tests.Frontier;

public sealed class EfficientFrontierTests
{
    private static readonly Resource Capital = Resource.Capital("ZAR");
    private static readonly Resource Losses = Resource.Losses("ZAR", 0.5);

    [Fact]
    public void A_Budget_Is_Spent_Where_It_Earns_Most()
    {
        // Profit per capital: 10 and 2 for the first applicant, 5 for the second.
        var (menus, frontier) = Frontier(Capital, [0, 5, 10, 25, 30, 99], [Offer(10, 100), Offer(20, 120)], [Offer(10, 50)]);
        var points = frontier.Points;

        points.Select(p => p.Totals.Profit).ShouldBe([0, 0, 100, 150, 170, 170]);
        points.Select(p => p.Multiplier).ShouldBe([10, 10, 5, 2, 0, 0]);
        points.Select(p => p.UpperBound).ShouldBe([0, 50, 100, 160, 170, 170]);
        points.Select(p => p.DualityGap).ShouldBe([0, 50, 0, 10, 0, 0]);
        Offers(menus, frontier, points[3]).Select(o => o.Profit).ShouldBe([100, 50]);
    }

    [Fact]
    public void A_Minimum_Is_Met_Where_It_Costs_Least()
    {
        // Each applicant's best brings 0.25 loans; another 0.25 cost 1 and 3.
        var points = Frontier(Resource.Loans, [0.1, 0.5, 0.625, 0.75, 1], [Loan(0.25, 10), Loan(0.5, 9)], [Loan(0.25, 10), Loan(0.5, 7)]).Frontier.Points;

        points.Select(p => p.Totals.Profit).ShouldBe([20, 20, 19, 19, 16]);
        points.Select(p => p.Totals.Loans).ShouldBe([0.5, 0.5, 0.75, 0.75, 1]);
        points.Select(p => p.UpperBound).ShouldBe([20, 20, 19.5, 19, 16]);
        points.Select(p => p.Multiplier).ShouldBe([0, 0, 4, 4, 12]);
    }

    [Fact]
    public void No_Choice_Within_A_Limit_Beats_The_Bound_And_The_Gap_Is_At_Most_One_Step()
    {
        var random = new Random(11);
        for (var round = 0; round < 25; round++)
        {
            var portfolio = Enumerable.Range(0, 4)
                .Select(_ => Enumerable.Range(0, random.Next(1, 6)).Select(_ => Random(random)).ToArray()).ToArray();
            foreach (var resource in (Resource[])[Resource.Loans, Capital, Losses])
            {
                var end = resource.In(Frontier(resource, [], portfolio).Frontier.End);
                var (menus, frontier) = Frontier(resource, [.. Enumerable.Range(0, 8).Select(i => end * i / 8)], portfolio);
                foreach (var point in frontier.Points)
                {
                    var best = Choices(portfolio)
                        .Where(c => resource.IsMinimum ? c.Sum(o => resource.Of(o)) >= point.Limit : c.Sum(o => resource.Of(o)) <= point.Limit)
                        .Max(c => c.Sum(o => o.Profit));
                    best.ShouldBeLessThanOrEqualTo(point.UpperBound + 1e-9);
                    point.Totals.Profit.ShouldBeLessThanOrEqualTo(best + 1e-9);
                    (resource.IsMinimum ? resource.In(point.Totals) >= point.Limit - 1e-9 : resource.In(point.Totals) <= point.Limit + 1e-9).ShouldBeTrue();
                    Offers(menus, frontier, point).Sum(o => o.Profit).ShouldBe(point.Totals.Profit, 1e-9);
                    Offers(menus, frontier, point).Sum(o => resource.Of(o)).ShouldBe(resource.In(point.Totals), 1e-9);
                }
            }
        }
    }

    [Fact]
    public void What_Cannot_Be_Had_Is_Refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Frontier(Resource.Loans, [0.6], [Loan(0.5, 1)]));
        Should.Throw<ArgumentOutOfRangeException>(() => Frontier(Capital, [-1], [Offer(10, 1)]));
    }

    private static (IMenuSource Menus, EfficientFrontier Frontier) Frontier(Resource resource, double[] limits, params PortfolioOffer[][] portfolio)
    {
        var menus = new MenuList([.. portfolio.Select((offers, i) => new PortfolioApplicant(i, null, [OfferHull.Of(offers, resource)]))]);
        return (menus, new FrontierSearch(menus, [resource], Losses, threads: 1, CancellationToken.None).Find((_, _, _) => limits).Single());
    }

    private static IEnumerable<PortfolioOffer> Offers(IMenuSource menus, EfficientFrontier frontier, FrontierPoint point) =>
        frontier.OffersAt(menus, hull: 0, point).Select(o => o.Offer);

    // Every way to give each applicant one of its offers or none.
    private static IEnumerable<PortfolioOffer[]> Choices(PortfolioOffer[][] portfolio) => portfolio.Aggregate(
        (IEnumerable<PortfolioOffer[]>)[[]],
        (choices, offers) => choices.SelectMany(choice => offers.Append(PortfolioOffer.Decline).Select(o => (PortfolioOffer[])[.. choice, o])));

    private static PortfolioOffer Random(Random random) => new(
        new OfferTerms(random.Next(1, 20) * 100, 4, 5), random.Next(-50, 100), random.Next(1, 100) / 100.0, random.Next(1, 50) / 100.0);

    private static PortfolioOffer Offer(int capital, double profit) => new(new OfferTerms(capital, 4, 5), profit, 1, 0.1);

    private static PortfolioOffer Loan(double acceptance, double profit) => new(new OfferTerms(100, 4, 5), profit, acceptance, 0.1);
}
