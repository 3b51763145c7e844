using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers.Exploring;

public sealed class OfferExplorerTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;
    private static readonly LoanModel Risk = SomeModels.Random(Product, ModelKind.Risk, seed: 3);
    private static readonly LoanModel Acceptance = SomeModels.Random(Product, ModelKind.Acceptance, seed: 4);
    private static readonly OfferExplorer Explorer = new(Product, Risk, Acceptance);

    [Theory]
    [InlineData("LOW")]
    [InlineData("HIGH")]
    public void Every_Offer_Has_The_Figures_It_Has_Alone(string risk)
    {
        var request = Request(SomeApplicants.Typical(Product, risk));
        var surface = Explorer.Explore(request);

        surface.Offers.Count(o => o.IsFeasible).ShouldBeGreaterThan(50);
        for (var i = 0; i < surface.Offers.Length; i++)
        {
            if (!surface.Offers[i].IsFeasible)
                continue;
            var (terms, offer) = (surface.TermsAt(i), surface.Offers[i]);
            offer.Default.ShouldBe(Alone(Risk, request.Applicant, terms));
            offer.Acceptance.ShouldBe(Alone(Acceptance, request.Applicant, terms));
            var margin = LoanPricing.Price(Product.Economics, Product.RatePeriod, terms).Margin;
            var loss = (double)Product.Economics.LossGivenDefault * (double)terms.Amount;
            offer.Profit.ShouldBe(offer.Acceptance * ((1 - (double)offer.Default) * margin - offer.Default * loss), 1e-9);
        }
    }

    [Fact]
    public void The_Amount_Asked_For_Is_On_The_Surface_Whatever_The_Step()
    {
        var request = Request(SomeApplicants.Typical(Product)) with { RequestedAmount = 1234.5m };
        var surface = Explorer.Explore(request);
        var prices = new LoanPrice[surface.Grid.Amounts.Length];

        surface.Grid.Amounts[^1].ShouldBe(1234.5m);
        surface.Offers.Length.ShouldBe(surface.Grid.Count);
        surface.Offers.Count(o => o.IsFeasible).ShouldBe(new OfferEngine(Product, Risk, Acceptance).Decide(request).Search.OffersFeasible);
        new GridPrices(Product).Write(surface.Grid.Months[0], surface.Grid.Rates[2], surface.Grid.Amounts.AsSpan(), prices);
        for (var a = 0; a < prices.Length; a++)
        {
            var terms = new OfferTerms(surface.Grid.Amounts[a], surface.Grid.Months[0], surface.Grid.Rates[2]);
            prices[a].ShouldBe(LoanPricing.Price(Product.Economics, Product.RatePeriod, terms));
            surface.At(0, 2, a).Default.ShouldBe(Alone(Risk, request.Applicant, terms));
        }
    }

    [Fact]
    public void The_Best_Of_The_Surface_Is_What_The_Engine_Decides()
    {
        var engine = new OfferEngine(Product, Risk, Acceptance);
        foreach (var constraints in (OfferConstraints[])
                 [
                     OfferConstraints.None, new() { MaximumRate = 6 }, new() { Months = [4] }, new() { MinimumAmount = 500, MaximumAmount = 900 },
                     new() { MaximumInstallment = 200 },
                 ])
        {
            var request = Request(SomeApplicants.Typical(Product)) with { Constraints = constraints };
            var (surface, decision) = (Explorer.Explore(request), engine.Decide(request));

            surface.Offers.Count(o => o.IsFeasible).ShouldBe(decision.Search.OffersFeasible);
            var frontier = surface.ProfitAgainstTakeUp();
            surface.TermsAt(frontier[0]).ShouldBe(decision.Offer!.Terms);
            surface.Offers[frontier[0]].Profit.ShouldBe(decision.Offer.ExpectedProfit);
        }
    }

    [Fact]
    public void No_Offer_Has_More_Of_Both_Than_One_Of_The_Frontier()
    {
        var surface = Explorer.Explore(Request(SomeApplicants.Typical(Product)));
        var frontier = surface.ProfitAgainstTakeUp();
        var feasible = surface.Offers.Where(o => o.IsFeasible).ToList();

        frontier.Length.ShouldBeGreaterThan(1);
        foreach (var (before, after) in frontier.Zip(frontier.Skip(1)))
        {
            surface.Offers[after].Profit.ShouldBeLessThan(surface.Offers[before].Profit);
            surface.Offers[after].Acceptance.ShouldBeGreaterThan(surface.Offers[before].Acceptance);
        }

        foreach (var point in frontier.Select(i => surface.Offers[i]))
            feasible.ShouldNotContain(o => o.Profit > point.Profit && o.Acceptance > point.Acceptance);
        feasible.Max(o => o.Acceptance).ShouldBe(surface.Offers[frontier[^1]].Acceptance);
    }

    [Fact]
    public void Nothing_Open_Is_An_Empty_Surface()
    {
        var surface = Explorer.Explore(Request(SomeApplicants.Typical(Product)) with { Constraints = new() { MaximumRate = 1 } });

        surface.Offers.ShouldBeEmpty();
        surface.ProfitAgainstTakeUp().ShouldBeEmpty();
    }

    private static OfferRequest Request(Applicant applicant) => new(applicant, null, OfferConstraints.None, 0, false);

    private static float Alone(LoanModel model, Applicant applicant, OfferTerms terms)
    {
        var row = new float[model.Encoder.Features.Length];
        model.Encoder.Encode(applicant, OfferVector.Of(terms), row);
        return model.Probability(row);
    }
}
