using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Pricing;

/// <summary>Prices loans with level monthly installments, the first a month after the amount is paid out.</summary>
public static class LoanPricing
{
    private const double MonthsPerYear = 12;

    /// <summary>Installment, interest and margin of a loan of this product.</summary>
    public static LoanPrice Price(ProductDefinition product, in OfferTerms terms) => Price(product.Economics, product.RatePeriod, terms);

    /// <summary>Installment, interest and margin.</summary>
    /// <param name="economics">How interest is charged and what the loan costs the lender.</param>
    /// <param name="period">What the rate and the cost of funds are per; of a yearly one, a twelfth counts a month.</param>
    /// <param name="terms">Amount above 0, months 1 or more, rate 0 or more.</param>
    public static LoanPrice Price(Economics economics, RatePeriod period, in OfferTerms terms)
    {
        var unit = Unit(economics, period, terms.Months, (double)terms.Rate);
        return unit.Times((double)terms.Amount, (double)economics.OperatingCost);
    }

    /// <summary>The price of a loan of 1, before the operating cost. All three figures rise with the rate.</summary>
    /// <param name="economics">How interest is charged and what the loan costs the lender.</param>
    /// <param name="period">What the rate and the cost of funds are per; of a yearly one, a twelfth counts a month.</param>
    /// <param name="months">1 or more.</param>
    /// <param name="rate">Percent, 0 or more.</param>
    public static UnitPrice Unit(Economics economics, RatePeriod period, int months, double rate)
    {
        var percent = PercentPerMonth(period);
        var funds = AnnuityFactor.Of(months, (double)economics.CostOfFunds / percent);
        if (economics.Interest == InterestMethod.AddOn)
        {
            var interest = rate * months / percent;
            var discount = funds / months;
            // (1 + interest) × discount − 1, without the loss of digits.
            return new UnitPrice((1 + interest) / months, interest, interest * discount + (discount - 1));
        }

        var installment = 1 / AnnuityFactor.Of(months, rate / percent);
        return new UnitPrice(installment, installment * months - 1, installment * funds - 1);
    }

    /// <summary>
    /// The annual percentage rate: the effective yearly rate at which the installments are worth the amount, in percent. As in Annex I
    /// of Directive 2008/48/EC, with a month as a twelfth of a year and no charges besides the interest.
    /// </summary>
    public static double Apr(in OfferTerms terms, double installment)
    {
        var monthly = InternalRate.Monthly((double)terms.Amount, installment, terms.Months);
        return 100 * SmallNumbers.Expm1(MonthsPerYear * SmallNumbers.Log1p(monthly));
    }

    // What a percentage is divided by to be a fraction a month.
    private static double PercentPerMonth(RatePeriod period) => period == RatePeriod.Year ? 100 * MonthsPerYear : 100;
}
