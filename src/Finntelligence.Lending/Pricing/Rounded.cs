using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Pricing;

/// <summary>Sums that can be paid.</summary>
internal static class Rounded
{
    // Level payments of an annuity are no finite decimals. What differs from the middle of two steps only beyond this digit is the middle.
    private const int Digits = 12;

    /// <summary>An installment, by the product's rule.</summary>
    public static decimal Installment(decimal sum, Rounding rounding) => To(Math.Round(sum, Digits), rounding.Step, rounding.Mode switch
    {
        RoundingMode.Up => MidpointRounding.ToPositiveInfinity,
        RoundingMode.Down => MidpointRounding.ToNegativeInfinity,
        _ => MidpointRounding.AwayFromZero,
    });

    /// <summary>Interest or a fee: to the nearest sum that can be paid, half up.</summary>
    public static decimal Sum(decimal sum, Rounding rounding) => To(sum, rounding.Unit, MidpointRounding.AwayFromZero);

    private static decimal To(decimal sum, decimal step, MidpointRounding mode) => step switch
    {
        // Of hundredths and wholes there are fast ways.
        0.01m => Math.Round(sum, 2, mode),
        1 => Math.Round(sum, 0, mode),
        _ => Math.Round(sum / step, 0, mode) * step,
    };
}
