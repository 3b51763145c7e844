namespace Finntelligence.Lending.Products;

/// <summary>What the lender does not do, whatever it would earn.</summary>
public sealed record Policy
{
    /// <summary>Greatest rate for each value of an applicant category; null if only the rate axis limits it.</summary>
    public ByCategory<decimal>? RateCaps { get; init; }

    /// <summary>Offers with a greater probability of default are not made; null without such a limit.</summary>
    public double? MaximumProbabilityOfDefault { get; init; }

    /// <summary>Offers whose installment is more than this share of an income are not made; null without such a limit.</summary>
    public InstallmentToIncome? InstallmentToIncome { get; init; }
}

/// <summary>A limit on the installment.</summary>
/// <param name="IncomeFeature">The applicant's monthly income; where it is missing the limit does not apply.</param>
/// <param name="Maximum">Greatest share, in (0, 1].</param>
public sealed record InstallmentToIncome(string IncomeFeature, decimal Maximum);
