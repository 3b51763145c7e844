using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The greatest installment that a request and the policy allow; infinite without a limit.</summary>
/// <param name="Constraint">What the request insists on.</param>
/// <param name="Income">What the policy allows for the applicant's income.</param>
internal readonly record struct InstallmentLimits(double Constraint, double Income)
{
    /// <summary>What an installment may not exceed.</summary>
    public double Least => Math.Min(Constraint, Income);

    /// <summary>The limits of one request.</summary>
    public static InstallmentLimits Of(ProductDefinition product, OfferRequest request) => new(
        Payable(product, request.Constraints.MaximumInstallment),
        Payable(
            product,
            product.Policy.InstallmentToIncome is { } limit ? product.ValueOf(request.Applicant, limit.IncomeFeature) * limit.Maximum : null));

    // The greatest sum within a limit that can be paid, so that a comparison in binary is that of the decimals.
    private static double Payable(ProductDefinition product, decimal? limit)
    {
        if (limit is not { } sum)
            return double.PositiveInfinity;
        var unit = product.Economics.Rounding.Unit;
        // Above every installment, and unit steps of it would be beyond the decimals.
        return sum > Beyond ? double.PositiveInfinity : (double)(decimal.Floor(sum / unit) * unit);
    }

    private const decimal Beyond = 1e20m;
}
