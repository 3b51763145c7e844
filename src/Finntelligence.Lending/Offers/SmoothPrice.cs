using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The prices of one term and rate as they were without rounding, and how far rounding may move them: so bounds of every amount's price,
/// which are linear in what is financed.
/// </summary>
/// <param name="Installment">Of a loan of 1, without fees.</param>
/// <param name="Margin">Of a loan of 1, without fees and operating cost; rises with the rate.</param>
/// <param name="Exposure">Of a loan of 1; does not fall as the rate rises.</param>
/// <param name="MarginSlack">The margin of an amount differs by no more than this.</param>
/// <param name="ExposureSlack">The exposure of an amount differs by no more than this.</param>
/// <param name="FinalSlack">The last installment differs from the others by no more than this.</param>
internal readonly record struct SmoothPrice(
    double Installment, double Margin, double Exposure, double MarginSlack, double ExposureSlack, double FinalSlack)
{
    /// <summary>The price of a loan of 1.</summary>
    /// <param name="economics">Of the product.</param>
    /// <param name="costs">Of the term.</param>
    /// <param name="rate">As a fraction a month.</param>
    public static SmoothPrice Of(Economics economics, TermCosts costs, double rate)
    {
        var (step, unit) = ((double)economics.Rounding.Step, (double)economics.Rounding.Unit);
        var (months, factor, early, discount, weights) = (costs.Months, costs.Annuity, costs.Early, costs.Discount, costs.Weights);
        if (economics.Interest == InterestMethod.AddOn)
        {
            var (interest, share) = (rate * months, factor / months);
            // (1 + interest) × share − 1, without the loss of digits.
            return new SmoothPrice(
                (1 + interest) / months,
                interest * share + (share - 1),
                weights is null ? 1 : FlatExposure(weights),
                // The level installment is off by up to a step, the last by as much for each of the others; the interest and a fee by a unit.
                step * Math.Abs(early - (months - 1) * discount) + 2 * unit * factor,
                weights is null ? 0 : months * (step + 2 * unit),
                months * (step + 2 * unit));
        }

        var installment = 1 / AnnuityFactor.Of(months, rate);
        var growth = AccumulationFactor.Of(months, rate);
        return new SmoothPrice(
            installment,
            installment * factor - 1,
            weights is null ? 1 : AmortizingExposure(weights, rate, installment),
            // As above, but that differences bear interest until the last installment; and so does the rounding of each month's interest.
            step * Math.Abs(early - (growth - 1) * discount) + unit * (growth * discount + 2 * installment * factor + 2),
            weights is null ? 0 : growth * (step + 2 * unit),
            (1 + growth) * (step + 2 * unit));
    }

    private static double FlatExposure(double[] weights)
    {
        var exposure = 0.0;
        for (var k = 0; k < weights.Length; k++)
            exposure += weights[k] * (1 - (double)k / weights.Length);
        return exposure;
    }

    private static double AmortizingExposure(double[] weights, double rate, double installment)
    {
        var (balance, exposure) = (1.0, 0.0);
        foreach (var weight in weights)
        {
            exposure += weight * balance;
            balance += balance * rate - installment;
        }

        return exposure;
    }
}
