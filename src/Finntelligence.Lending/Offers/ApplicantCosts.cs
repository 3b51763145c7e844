using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>What a loan costs for one applicant, where that differs by who he is.</summary>
public static class ApplicantCosts
{
    /// <summary>What the costs go by.</summary>
    public static CostCategories CostsOf(this ProductDefinition product, Applicant applicant) => new(
        CostCode.Of(product, product.Economics.CostOfFundsBy).Of(applicant), CostCode.Of(product, product.Economics.OperatingCostBy).Of(applicant));

    /// <summary>The share of what is owed at default that is lost.</summary>
    public static double LossGivenDefaultOf(this ProductDefinition product, Applicant applicant) => (double)(product.Economics.LossGivenDefaultBy is { } by
        ? by.Values[product.CategoryOf(applicant, by.Feature)]
        : product.Economics.LossGivenDefault);
}
