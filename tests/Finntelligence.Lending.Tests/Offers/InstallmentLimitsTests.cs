using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Models;
using Finntelligence.Lending.Tests.Products;

namespace Finntelligence.Lending.Tests.Offers;

public sealed class InstallmentLimitsTests
{
    private static readonly ProductDefinition Product = ProductFile.CashLoan with
    {
        Policy = ProductFile.CashLoan.Policy with { InstallmentToIncome = new InstallmentToIncome("monthlyIncome", 0.25m) },
    };

    [Fact]
    public void Limits_Come_From_The_Request_And_From_Income()
    {
        var limits = InstallmentLimits.Of(Product, Request(SomeApplicants.Typical(Product), 650));

        limits.Constraint.ShouldBe(650, 1e-8);
        limits.Income.ShouldBe(800, 1e-8);
        limits.Least.ShouldBe(limits.Constraint);
        limits.Constraint.ShouldBeGreaterThan(650);
    }

    [Fact]
    public void Nothing_Limits_Without_A_Constraint_And_An_Income()
    {
        var unknown = SomeApplicants.Changed(Product, SomeApplicants.Typical(Product), "monthlyIncome", float.NaN);

        InstallmentLimits.Of(Product, Request(unknown, null)).Least.ShouldBe(double.PositiveInfinity);
        InstallmentLimits.Of(ProductFile.CashLoan, Request(SomeApplicants.Typical(Product), null)).Least.ShouldBe(double.PositiveInfinity);
    }

    private static OfferRequest Request(Applicant applicant, decimal? maximum) =>
        new(applicant, 1000, new OfferConstraints { MaximumInstallment = maximum }, 0, false);
}
