namespace Finntelligence.Lending.Pricing;

/// <summary>
/// a(n, i) = (1 − (1 + i)⁻ⁿ) / i, the present value of n monthly payments of 1, the first a month from now; n where i is 0.
/// </summary>
public static class AnnuityFactor
{
    /// <summary>The factor.</summary>
    /// <param name="months">Number of payments, 1 or more.</param>
    /// <param name="monthlyRate">i as a fraction a month, 0 or more: 0.01 is one percent.</param>
    public static double Of(int months, double monthlyRate) =>
        monthlyRate == 0 ? months : -SmallNumbers.Expm1(-months * SmallNumbers.Log1p(monthlyRate)) / monthlyRate;
}
