using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Regret;

/// <summary>What offers to simulated clients truly earn in expectation, by the probabilities that the twin is drawn with.</summary>
internal sealed class TwinTruth(ProductDefinition product)
{
    private readonly GridPrices _prices = new(product);

    /// <summary>P(take-up) × [(1 − P(default)) × margin − P(default) × loss given default × what is owed at default].</summary>
    public double Profit(IBehaviour client, in OfferTerms terms)
    {
        var price = LoanPricing.Price(product.Economics, product.RatePeriod, terms);
        return client.TakeUp((double)terms.Rate)
            * Taken(client, price, (double)terms.Amount, terms.Months, (double)terms.Rate);
    }

    /// <summary>The most that any offer of a grid earns; 0, a decline, where none earns anything.</summary>
    /// <param name="client">Who.</param>
    /// <param name="grid">Amounts, months and rates open to the client.</param>
    /// <param name="onlyGreatestRate">Whether only the greatest rate, the card's, may be offered.</param>
    public double Best(IBehaviour client, OfferGrid grid, bool onlyGreatestRate)
    {
        double best = 0;
        var prices = new LoanPrice[grid.Amounts.Length];
        for (int r = onlyGreatestRate ? grid.Rates.Length - 1 : 0; r < grid.Rates.Length; r++)
        {
            double rate = (double)grid.Rates[r], takeUp = client.TakeUp(rate), most = 0;
            foreach (int months in grid.Months)
            {
                _prices.Write(months, grid.Rates[r], grid.Amounts.AsSpan(), prices);
                for (int a = 0; a < prices.Length; a++)
                    most = Math.Max(most, Taken(client, prices[a], (double)grid.Amounts[a], months, rate));
            }
            best = Math.Max(best, takeUp * most);
        }
        return best;
    }

    private double Taken(IBehaviour client, in LoanPrice price, double amount, int months, double rate)
    {
        double defaults = client.Default(amount, months, rate);
        return ((1 - defaults) * price.Margin) - (defaults * (double)product.Economics.LossGivenDefault * price.Exposure);
    }
}
