using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

public sealed class CashLoanTests
{
    [Fact]
    public void The_shipped_product_loads_and_says_what_the_design_says()
    {
        var product = ProductFile.Shipped;

        product.Name.ShouldBe("cash-loan");
        product.Applicant.Select(f => f.Name).ShouldBe(
            ["riskCategory", "monthlyIncome", "bureauScore", "applicationScore", "priorLoans", "monthsSinceLastLoan", "lastLoanAmount", "lastLoanMonths"]);
        product.Offer.Months.ByCategory!.Values.Select(v => v.ToArray()).ShouldBe([[4, 6, 12], [4, 6, 12], [4]]);
        product.Policy.RateCaps!.Values.ShouldBe([7.75m, 9.75m, 11.75m]);
        product.Economics.ShouldBe(new Economics(InterestMethod.AddOn, 1, 0, 0));
        product.Risk.OfferColumns[OfferVariable.Amount].Column.ShouldBe("loansize");
        product.Acceptance.OfferColumns.Keys.ShouldBe([OfferVariable.Rate]);
        product.Sha256.Length.ShouldBe(64);
    }
}
