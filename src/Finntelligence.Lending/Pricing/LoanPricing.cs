using Finntelligence.Lending.Offers;
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
        var (amount, months, rate) = ((double)terms.Amount, terms.Months, (double)terms.Rate);
        var percent = PercentPerMonth(period);
        double installment, interest;
        if (economics.Interest == InterestMethod.AddOn)
        {
            interest = amount * rate * months / percent;
            installment = (amount + interest) / months;
        }
        else
        {
            installment = amount / AnnuityFactor.Of(months, rate / percent);
            interest = installment * months - amount;
        }
        var presentValue = installment * AnnuityFactor.Of(months, (double)economics.CostOfFunds / percent);
        return new LoanPrice(installment, interest, presentValue - amount - (double)economics.OperatingCost);
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
