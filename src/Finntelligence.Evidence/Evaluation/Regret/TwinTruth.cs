using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Regret;

/// <summary>What offers to simulated clients truly earn in expectation, by the probabilities that the twin is drawn with.</summary>
internal sealed class TwinTruth(ProductDefinition product)
{
    /// <summary>P(take-up) × [(1 − P(default)) × margin − P(default) × loss given default × amount].</summary>
    public double Profit(MarketApplicant client, in OfferTerms terms)
    {
        var unit = LoanPricing.Unit(product.Economics, product.RatePeriod, terms.Months, (double)terms.Rate);
        return SimulatedMarket.ProbabilityOfTakeUp(client, (double)terms.Rate)
            * Taken(client, unit, (double)terms.Amount, terms.Months, (double)terms.Rate);
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
            double rate = (double)grid.Rates[r], takeUp = SimulatedMarket.ProbabilityOfTakeUp(client, rate), most = 0;
            foreach (int months in grid.Months)
            {
                var unit = LoanPricing.Unit(product.Economics, product.RatePeriod, months, rate);
                foreach (decimal amount in grid.Amounts)
                    most = Math.Max(most, Taken(client, unit, (double)amount, months, rate));
            }
            best = Math.Max(best, takeUp * most);
        }
        return best;
    }

    private double Taken(MarketApplicant client, in UnitPrice unit, double amount, int months, double rate)
    {
        double defaults = SimulatedMarket.ProbabilityOfDefault(client, amount, months, rate);
        double margin = unit.MarginOf(amount, (double)product.Economics.OperatingCost);
        return ((1 - defaults) * margin) - (defaults * (double)product.Economics.LossGivenDefault * amount);
    }
}
