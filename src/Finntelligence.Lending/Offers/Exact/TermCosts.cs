using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers.Exact;

/// <summary>What loans of one term cost the lender, for one applicant.</summary>
/// <param name="Months">Term.</param>
/// <param name="FundsRate">Cost of funds as a fraction a month.</param>
/// <param name="Funds">Present values at it.</param>
/// <param name="OperatingCost">Per loan made.</param>
/// <param name="InstallmentFees">Present value of the fees with the installments.</param>
/// <param name="Weights">Of the exposure; null for the amount.</param>
internal sealed record TermCosts(
    int Months, double FundsRate, FundsDiscount Funds, double OperatingCost, double InstallmentFees, double[]? Weights)
{
    public static TermCosts Of(ProductDefinition product, in CostProfile profile, int months)
    {
        var economics = product.Economics;
        var rate = LoanPricing.FractionPerMonth(economics.CostOfFundsOf(profile.Funds, months), product.RatePeriod);
        return new TermCosts(
            months,
            rate,
            new FundsDiscount(months, rate),
            (double)economics.OperatingCostOf(profile.Operating, months),
            (double)economics.Fees.Installment * AnnuityFactor.Of(months, rate),
            economics.ExposureAtDefault?.Weights(months));
    }

    /// <summary>The price of a loan.</summary>
    public LoanPrice Price(ProductDefinition product, in RepaymentRule rule, in Repayments repayments) => new(
        (double)repayments.Installment,
        (double)repayments.GreatestInstallment,
        Funds.MarginOf(repayments) - OperatingCost,
        LoanSchedule.Exposure(product.Economics, rule, repayments, Weights));
}
