using Finntelligence.Training.Evaluation.Data;
using Finntelligence.Training.Evaluation.Estimators;

namespace Finntelligence.Training.Evaluation.Policies;

/// <summary>
/// Chooses a variant by the inner folds alone, by a rule that was fixed before any outer figure was seen: the greatest mean difference
/// to the card among the variants whose 90 % interval does not reach below −2 an offer; the card itself where none is above 0.
/// </summary>
internal static class SafeChoice
{
    /// <summary>What the policy may risk: the lower bound of the difference to the card, in money an offer.</summary>
    public const double GreatestRisk = 2;

    private const double Quantile95 = 1.6448536;

    /// <summary>Number of the variant, and each variant's mean difference on the inner folds.</summary>
    /// <param name="terms">Estimates row by row.</param>
    /// <param name="grid">Rates.</param>
    /// <param name="experiment">Rows.</param>
    /// <param name="inner">Inner folds, scored by models that have seen neither them nor the outer fold.</param>
    /// <param name="eligible">Variants to choose from.</param>
    public static (int Chosen, double[] Differences) Choose(
        RowTerms terms, RateGrid grid, Experiment experiment, IReadOnlyList<ScoredRows> inner, Func<Variant, bool> eligible)
    {
        var variants = Variant.All;
        var differences = new double[variants.Length];
        int chosen = 0;
        for (int v = 0; v < variants.Length; v++)
        {
            double sum = 0, squares = 0;
            int count = 0;
            foreach (var scored in inner)
            {
                for (int i = 0; i < scored.Rows.Length; i++, count++)
                {
                    int row = scored.Rows[i], card = grid.CardAt(experiment.Classes[row]), position = scored.Choices[v][i];
                    if (position == card)
                        continue;
                    double difference = terms.At(row, position, scored.Profit[i], scored.ProfitOffered[i]).DoublyRobust
                        - terms.At(row, card, scored.Profit[i], scored.ProfitOffered[i]).DoublyRobust;
                    sum += difference;
                    squares += difference * difference;
                }
            }
            double mean = sum / count, error = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)) / count);
            differences[v] = mean;
            if (eligible(variants[v]) && mean > differences[chosen] && mean - (Quantile95 * error) > -GreatestRisk)
                chosen = v;
        }
        return (chosen, differences);
    }
}
