using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The greatest installment that a request and the policy allow; infinite without a limit.</summary>
/// <param name="Constraint">What the request insists on.</param>
/// <param name="Income">What the policy allows for the applicant's income.</param>
internal readonly record struct InstallmentLimits(double Constraint, double Income)
{
    // An installment computed in binary may come out a little above the decimal limit that it equals.
    private const double Rounding = 1 + 1e-12;

    /// <summary>What an installment may not exceed.</summary>
    public double Least => Math.Min(Constraint, Income);

    /// <summary>The limits of one request.</summary>
    public static InstallmentLimits Of(ProductDefinition product, OfferRequest request) => new(
        request.Constraints.MaximumInstallment is { } maximum ? (double)maximum * Rounding : double.PositiveInfinity,
        product.Policy.InstallmentToIncome is { } limit && product.ValueOf(request.Applicant, limit.IncomeFeature) is { } income
            ? (double)income * (double)limit.Maximum * Rounding
            : double.PositiveInfinity);
}
