namespace Finntelligence.Lending.Pricing;

/// <summary>s(n, i) = ((1 + i)ⁿ − 1) / i, what n monthly payments of 1 have grown to at the last; n where i is 0.</summary>
internal static class AccumulationFactor
{
    /// <summary>The sum; infinite where it is beyond a double.</summary>
    public static double Of(int months, double monthlyRate) =>
        monthlyRate == 0 ? months : SmallNumbers.Expm1(months * SmallNumbers.Log1p(monthlyRate)) / monthlyRate;
}
