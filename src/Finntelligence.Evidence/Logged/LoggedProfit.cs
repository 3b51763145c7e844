using Finntelligence.Experiments.Realised;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Logged;

/// <summary>What the offers of a log have earned at a moment: what the log says outright, else <see cref="RealisedProfit"/>.</summary>
/// <param name="product">Its economics.</param>
/// <param name="asOf">The moment.</param>
internal sealed class LoggedProfit(ProductDefinition product, DateTimeOffset asOf)
{
    private readonly RealisedProfit _realised = new(product, asOf);

    /// <summary>The profit to date.</summary>
    public double Of(LoggedDecision decision) => double.IsNaN(decision.Profit)
        ? _realised.Of(decision.Terms, decision.At, decision.Accepted, decision.Defaulted)
        : decision.Profit;

    /// <summary>Months since the offer.</summary>
    public double MonthsOnBook(LoggedDecision decision) => _realised.MonthsOnBook(decision.At);

    /// <summary>Whether nothing more can come: by a word of the log, or since it was taken and has run its course.</summary>
    public bool IsSettled(LoggedDecision decision) =>
        !double.IsNaN(decision.Profit) || decision.Accepted == false || (decision.Accepted == true && decision.Defaulted is not null);
}
