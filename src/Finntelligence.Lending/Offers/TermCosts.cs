using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>What loans of one term cost the lender, for one applicant.</summary>
/// <param name="Months">Term.</param>
/// <param name="Funds">Present values at the cost of funds.</param>
/// <param name="Annuity">That of a payment of 1 with every installment.</param>
/// <param name="Early">That of a payment of 1 with every installment but the last.</param>
/// <param name="Discount">That of a payment of 1 with the last installment.</param>
/// <param name="OperatingCost">Per loan made.</param>
/// <param name="InstallmentFees">Present value of the fees with the installments.</param>
/// <param name="Weights">Of the exposure; null for the amount.</param>
internal sealed record TermCosts(
    int Months, FundsDiscount Funds, double Annuity, double Early, double Discount, double OperatingCost, double InstallmentFees, double[]? Weights)
{
    public static TermCosts Of(ProductDefinition product, in CostProfile profile, int months)
    {
        var economics = product.Economics;
        var rate = LoanPricing.FractionPerMonth(economics.CostOfFundsOf(profile.Funds, months), product.RatePeriod);
        var annuity = AnnuityFactor.Of(months, rate);
        return new TermCosts(
            months,
            new FundsDiscount(months, rate),
            annuity,
            AnnuityFactor.Of(months - 1, rate),
            Math.Exp(-months * SmallNumbers.Log1p(rate)),
            (double)economics.OperatingCostOf(profile.Operating, months),
            (double)economics.Fees.Installment * annuity,
            economics.ExposureAtDefault?.Weights(months));
    }

    /// <summary>The price of a loan.</summary>
    public LoanPrice Price(ProductDefinition product, in RepaymentRule rule, in Repayments repayments) =>
        Price(product, rule, repayments, OperatingCost);

    /// <summary>The price of a loan at another operating cost.</summary>
    public LoanPrice Price(ProductDefinition product, in RepaymentRule rule, in Repayments repayments, double operatingCost) => new(
        (double)repayments.Installment,
        (double)repayments.GreatestInstallment,
        Funds.MarginOf(repayments) - operatingCost,
        LoanSchedule.Exposure(product.Economics, rule, repayments, Weights));
}
