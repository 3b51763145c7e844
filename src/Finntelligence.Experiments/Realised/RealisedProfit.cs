using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Realised;

/// <summary>
/// What an offer has earned at a moment: 0 where it was not taken; the margin of a loan that was paid back; the loss of one that defaulted;
/// of one that runs, the part of the margin that its time on book is of its term.
/// </summary>
/// <param name="product">Its economics.</param>
/// <param name="asOf">The moment.</param>
public sealed class RealisedProfit(ProductDefinition product, DateTimeOffset asOf)
{
    private const double DaysOfMonth = 365.25 / 12;

    /// <summary>The profit to date, in the product's currency.</summary>
    /// <param name="terms">Of the offer.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="accepted">Whether it was taken; null while nobody said: so it was not, or not yet.</param>
    /// <param name="defaulted">Whether the loan defaulted; false when it was paid back, null while it runs.</param>
    public double Of(in OfferTerms terms, DateTimeOffset at, bool? accepted, bool? defaulted)
    {
        if (accepted != true)
            return 0;
        var price = LoanPricing.Price(product.Economics, product.RatePeriod, terms);
        return defaulted switch
        {
            false => price.Margin,
            true => -(double)product.Economics.LossGivenDefault * price.Exposure,
            null => price.Margin * Math.Clamp(MonthsOnBook(at) / terms.Months, 0, 1),
        };
    }

    /// <summary>Months since an offer.</summary>
    public double MonthsOnBook(DateTimeOffset at) => (asOf - at).TotalDays / DaysOfMonth;
}
