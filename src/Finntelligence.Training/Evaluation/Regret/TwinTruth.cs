using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;
using Finntelligence.Training.Simulation;

namespace Finntelligence.Training.Evaluation.Regret;

/// <summary>What offers to simulated clients truly earn in expectation, by the probabilities that the twin is drawn with.</summary>
internal sealed class TwinTruth(ProductDefinition product)
{
    /// <summary>P(take-up) × [(1 − P(default)) × margin − P(default) × loss given default × amount].</summary>
    public double Profit(MarketApplicant client, in OfferTerms terms)
    {
        double amount = (double)terms.Amount, rate = (double)terms.Rate;
        double takeUp = SimulatedMarket.ProbabilityOfTakeUp(client, rate);
        double defaults = SimulatedMarket.ProbabilityOfDefault(client, amount, terms.Months, rate);
        double loss = (double)product.Economics.LossGivenDefault * amount;
        return takeUp * (((1 - defaults) * LoanPricing.Price(product, terms).Margin) - (defaults * loss));
    }

    /// <summary>The most that any offer of a grid earns; 0, a decline, where none earns anything.</summary>
    /// <param name="client">Who.</param>
    /// <param name="grid">Amounts, months and rates open to the client.</param>
    /// <param name="onlyGreatestRate">Whether only the greatest rate, the card's, may be offered.</param>
    public double Best(MarketApplicant client, OfferGrid grid, bool onlyGreatestRate)
    {
        double best = 0;
        for (int r = onlyGreatestRate ? grid.Rates.Length - 1 : 0; r < grid.Rates.Length; r++)
        {
            foreach (int months in grid.Months)
            {
                foreach (decimal amount in grid.Amounts)
                    best = Math.Max(best, Profit(client, new OfferTerms(amount, months, grid.Rates[r])));
            }
        }
        return best;
    }
}
