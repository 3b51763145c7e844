using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class InstallmentLimitsTests
{
    private static readonly ProductDefinition Product = SomeProduct.CashLoan with
    {
        Policy = SomeProduct.CashLoan.Policy with { InstallmentToIncome = new InstallmentToIncome("monthlyIncome", 0.25m) },
    };

    [Fact]
    public void Limits_Come_From_The_Request_And_From_Income()
    {
        var limits = InstallmentLimits.Of(Product, Request(SomeApplicants.Typical(Product), 650));

        limits.ShouldBe(new InstallmentLimits(650, 800));
        limits.Least.ShouldBe(650);
    }

    // In binary 649.99999999999999999 is 650.
    [Theory]
    [InlineData("649.99999999999999999", 649.99)]
    [InlineData("650.005", 650)]
    [InlineData("79228162514264337593543950335", double.PositiveInfinity)]
    public void A_Limit_Counts_As_The_Greatest_Payment_Within_It(string limit, double payable) => InstallmentLimits.Of(
        SomeProduct.CashLoan, Request(SomeApplicants.Typical(Product), decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture)))
        .Constraint.ShouldBe(payable);

    [Fact]
    public void Nothing_Limits_Without_A_Constraint_And_An_Income()
    {
        var unknown = SomeApplicants.Changed(Product, SomeApplicants.Typical(Product), "monthlyIncome", float.NaN);

        InstallmentLimits.Of(Product, Request(unknown, null)).Least.ShouldBe(double.PositiveInfinity);
        InstallmentLimits.Of(SomeProduct.CashLoan, Request(SomeApplicants.Typical(Product), null)).Least.ShouldBe(double.PositiveInfinity);
    }

    private static OfferRequest Request(Applicant applicant, decimal? maximum) =>
        new(applicant, 1000, new OfferConstraints { MaximumInstallment = maximum }, 0, false);
}
