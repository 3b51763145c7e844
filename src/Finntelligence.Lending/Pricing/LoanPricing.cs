using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Pricing;

/// <summary>Prices loans by the payments that are really made: monthly installments, the first a month after the payout.</summary>
public static class LoanPricing
{
    private const double MonthsPerYear = 12;

    /// <summary>What is paid out and paid back of a loan.</summary>
    /// <param name="economics">How interest is charged, the fees, and how sums are rounded.</param>
    /// <param name="period">What the rate is per; of a yearly one, a twelfth counts a month.</param>
    /// <param name="terms">Amount above 0, months 1 or more, rate 0 or more.</param>
    public static Repayments Repay(Economics economics, RatePeriod period, in OfferTerms terms) =>
        new RepaymentRule(economics, period, terms.Months, terms.Rate).Of(terms.Amount);

    /// <summary>The price of a loan.</summary>
    /// <param name="economics">Of a product.</param>
    /// <param name="period">What the rate and the cost of funds are per; of a yearly one, a twelfth counts a month.</param>
    /// <param name="terms">Amount above 0, months 1 or more, rate 0 or more.</param>
    /// <param name="codes">The applicant's categories where costs differ by them.</param>
    public static LoanPrice Price(Economics economics, RatePeriod period, in OfferTerms terms, CostCategories codes = default)
    {
        var rule = new RepaymentRule(economics, period, terms.Months, terms.Rate);
        var repayments = rule.Of(terms.Amount);
        var funds = new FundsDiscount(terms.Months, FractionPerMonth(economics.CostOfFundsOf(codes.Funds, terms.Months), period));
        return new LoanPrice(
            (double)repayments.Installment,
            (double)repayments.GreatestInstallment,
            funds.MarginOf(repayments) - (double)economics.OperatingCostOf(codes.Operating, terms.Months),
            LoanSchedule.Exposure(economics, rule, repayments, economics.ExposureAtDefault?.Weights(terms.Months)));
    }

    /// <summary>
    /// The annual percentage rate: the effective yearly rate at which what the customer pays is worth what the customer gets, in percent.
    /// As in Annex III of Directive (EU) 2023/2225 (Annex I of 2008/48/EC), with a month as a twelfth of a year. Every fee counts.
    /// </summary>
    public static double Apr(in Repayments repayments)
    {
        Span<double> payments = stackalloc double[repayments.Months];
        payments.Fill((double)repayments.Installment);
        payments[^1] = (double)repayments.FinalInstallment;
        return Yearly(InternalRate.Monthly((double)(repayments.PaidOut - repayments.PaidFirst), payments));
    }

    /// <summary>A monthly rate, as a fraction, compounded to a year, in percent.</summary>
    public static double Yearly(double monthly) => 100 * SmallNumbers.Expm1(MonthsPerYear * SmallNumbers.Log1p(monthly));

    /// <summary>A rate in percent per period as a fraction a month.</summary>
    internal static double FractionPerMonth(decimal percent, RatePeriod period) =>
        (double)percent / (period == RatePeriod.Year ? 100 * MonthsPerYear : 100);
}

/// <summary>What costs go by of an applicant, where they differ.</summary>
/// <param name="Funds">Code of the category, or of the applicant's own figure, that the cost of funds goes by.</param>
/// <param name="Operating">The same of the operating cost.</param>
public readonly record struct CostCategories(int Funds, int Operating);
