using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class OfferRangesTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan;

    [Theory]
    [InlineData(1000, 300, 1000)] // 0.25 × 1000 = 250
    [InlineData(2000, 500, 2000)]
    [InlineData(200, 200, 200)]
    [InlineData(5000, 700, 2500)] // at most 2.5 × the last loan of 1000; 0.25 × 2500 = 625
    public void Amounts_Run_From_A_Share_Of_The_Requested_To_The_Requested(int requested, int least, int greatest)
    {
        var amounts = Grid(Product, SomeApplicants.Typical(Product), requested).Amounts;

        amounts.ShouldBe(Enumerable.Range(0, (greatest - least) / 100 + 1).Select(i => least + 100m * i));
    }

    [Theory]
    [InlineData(1060, 300, 1060)]
    [InlineData(1060.5, 300, 1060.5)]
    [InlineData(1060.509, 300, 1060.5)] // nobody can pay a tenth of a cent
    [InlineData(201, 200, 201)]
    public void The_Requested_Amount_Is_One_Whatever_The_Step(double requested, int least, double greatest)
    {
        var amounts = Grid(Product, SomeApplicants.Typical(Product), (decimal)requested).Amounts;

        (amounts[0], amounts[^1]).ShouldBe((least, (decimal)greatest));
        amounts[..^1].ShouldAllBe(a => a % 100 == 0);
        amounts.ShouldBe(amounts.Order());
    }

    [Fact]
    public void The_Requested_Amount_Is_One_Where_The_Grid_Has_None()
    {
        var product = Product with
        {
            Offer = Product.Offer with { Amount = Product.Offer.Amount with { Step = 1000, Minimum = 1000, Maximum = 40_000, MinimumShareOfRequested = 1, RequestedCap = null } },
        };
        var applicant = SomeApplicants.Changed(product, SomeApplicants.Typical(product), "lastLoanAmount", 7350);

        Grid(product, applicant, 38_700).Amounts.ShouldBe([38_700m]);
        Grid(product, applicant, 38_000).Amounts.ShouldBe([38_000m]);
        // What stands for it too, but only where there is no other.
        Grid(product, applicant, null).Amounts.ShouldBe([7_350m]);
        Grid(Product, applicant, null).Amounts[^1].ShouldBe(7_300);
    }

    [Fact]
    public void Amounts_Are_None_Below_The_Axis() =>
        Grid(Product, SomeApplicants.Typical(Product), 199).Count.ShouldBe(0);

    [Theory]
    [InlineData(1000, 300, 1000)]
    [InlineData(150, 200, 200)] // kept within the axis; 2.5 × 150 is above its least
    [InlineData(15000, 2500, 10000)]
    public void Requested_Amount_Defaults_To_The_Last_Loan_Within_The_Axis(float last, int least, int greatest)
    {
        var applicant = SomeApplicants.Changed(Product, SomeApplicants.Typical(Product), "lastLoanAmount", last);

        var amounts = Grid(Product, applicant, null).Amounts;

        (amounts[0], amounts[^1]).ShouldBe((least, greatest));
    }

    [Fact]
    public void Amounts_Are_None_Without_A_Requested_Amount_And_A_Default()
    {
        var applicant = SomeApplicants.Changed(Product, SomeApplicants.Typical(Product), "lastLoanAmount", float.NaN);

        Grid(Product, applicant, null).Amounts.ShouldBeEmpty();
        Grid(Product, applicant, 1000).Amounts.Length.ShouldBe(8);
    }

    [Theory]
    [InlineData("LOW", 3)]
    [InlineData("HIGH", 1)]
    public void Months_Depend_On_The_Category(string risk, int terms)
    {
        var grid = Grid(Product, SomeApplicants.Typical(Product, risk), 1000);

        grid.Months.ShouldBe(new[] { 4, 6, 12 }.Take(terms));
        grid.Count.ShouldBe(8 * terms * 35);
    }

    [Fact]
    public void Rates_Are_Exact_And_Reach_The_Maximum()
    {
        var rates = Grid(Product, SomeApplicants.Typical(Product), 1000).Rates;

        rates.ShouldBe(Enumerable.Range(0, 35).Select(i => 3.25m + 0.25m * i));
        rates[^1].ShouldBe(11.75m);
    }

    [Fact]
    public void Rates_Stay_Exact_In_Steps_That_Binary_Cannot_Hold()
    {
        var product = Product with { Offer = Product.Offer with { Rate = Product.Offer.Rate with { Minimum = 3, Maximum = 4, Step = 0.1m } } };

        Grid(product, SomeApplicants.Typical(Product), 1000).Rates
            .ShouldBe([3m, 3.1m, 3.2m, 3.3m, 3.4m, 3.5m, 3.6m, 3.7m, 3.8m, 3.9m, 4m]);
    }

    private static OfferGrid Grid(ProductDefinition product, Applicant applicant, decimal? requested)
    {
        var axes = OfferAxes.Of(product);
        return new OfferRanges(product, axes).For(applicant, requested).Grid(axes);
    }
}
