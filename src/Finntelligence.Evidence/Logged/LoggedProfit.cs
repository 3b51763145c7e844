using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Logged;

/// <summary>
/// What an offer has earned at a moment: 0 where it was not taken; the margin of a loan that was paid back; the loss of one that defaulted;
/// of one that runs, the part of the margin that its time on book is of its term.
/// </summary>
/// <param name="product">Its economics.</param>
/// <param name="asOf">The moment.</param>
internal sealed class LoggedProfit(ProductDefinition product, DateTimeOffset asOf)
{
    private const double DaysOfMonth = 365.25 / 12;

    /// <summary>The profit to date.</summary>
    public double Of(LoggedDecision decision)
    {
        if (!double.IsNaN(decision.Profit))
            return decision.Profit;
        // Nobody said that it was taken: so it was not, or not yet.
        if (decision.Accepted != true)
            return 0;
        var price = LoanPricing.Price(product.Economics, product.RatePeriod, decision.Terms);
        return decision.Defaulted switch
        {
            false => price.Margin,
            true => -(double)product.Economics.LossGivenDefault * price.Exposure,
            null => price.Margin * Math.Clamp(MonthsOnBook(decision) / decision.Terms.Months, 0, 1),
        };
    }

    /// <summary>Months since the offer.</summary>
    public double MonthsOnBook(LoggedDecision decision) => (asOf - decision.At).TotalDays / DaysOfMonth;

    /// <summary>Whether nothing more can come: by a word of the log, or since it was taken and has run its course.</summary>
    public bool IsSettled(LoggedDecision decision) =>
        !double.IsNaN(decision.Profit) || decision.Accepted == false || (decision.Accepted == true && decision.Defaulted is not null);
}
