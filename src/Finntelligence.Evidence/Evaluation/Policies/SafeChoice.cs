using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>A way to choose a variant by the inner folds alone.</summary>
/// <param name="Name">Of the policy that it makes.</param>
/// <param name="Title">For a person.</param>
/// <param name="Choose">The number of a variant; 0 is the card.</param>
internal sealed record SafeRule(string Name, string Title, Func<ImmutableArray<InnerDifference>, int> Choose);

/// <summary>A variant's difference to the card on the inner folds.</summary>
/// <param name="Mean">In money an offer.</param>
/// <param name="LowerBound">Mean − 1.645 standard errors.</param>
internal readonly record struct InnerDifference(double Mean, double LowerBound);

/// <summary>
/// The rules that were tried, in the order in which they were. The first two were fixed before any outer figure was seen, and did
/// badly: the greatest of many noisy means is mostly noise. The other two were written after that, and so what the outer folds say
/// of them is no independent proof.
/// </summary>
internal static class SafeChoice
{
    private const double GreatestRisk = 2;
    private const double Quantile95 = 1.6448536;

    /// <summary>All rules.</summary>
    public static ImmutableArray<SafeRule> Rules { get; } =
    [
        new("safeMean", "First rule: greatest inner mean, lower bound above −2, in the offer engine",
            inner => Greatest(inner, v => Variant.All[v].Servable && inner[v].LowerBound > -GreatestRisk, v => inner[v].Mean)),
        new("safeMeanAny", "Second rule: the same among all variants, also those no engine serves",
            inner => Greatest(inner, v => inner[v].LowerBound > -GreatestRisk, v => inner[v].Mean)),
        new("safe", "Safe policy: leaves the card only where the lower bound of the gain is above 0",
            inner => Greatest(inner, v => inner[v].LowerBound > 0 || v == 0, v => inner[v].Mean)),
        new("safeDeparture", "Safest departure: greatest inner lower bound among engine thresholds, the card aside",
            inner => Greatest(inner, v => v != 0 && Variant.All[v].Servable, v => inner[v].LowerBound)),
    ];

    /// <summary>Every variant's difference to the card.</summary>
    /// <param name="terms">Estimates row by row.</param>
    /// <param name="grid">Rates.</param>
    /// <param name="experiment">Rows.</param>
    /// <param name="inner">Inner folds, scored by models that have seen neither them nor the outer fold.</param>
    public static ImmutableArray<InnerDifference> Differences(
        RowTerms terms, RateGrid grid, Experiment experiment, IReadOnlyList<ScoredRows> inner)
    {
        int count = inner.Sum(scored => scored.Rows.Length);
        return
        [
            .. Enumerable.Range(0, Variant.All.Length).Select(v =>
            {
                double sum = 0, squares = 0;
                foreach (var scored in inner)
                {
                    for (int i = 0; i < scored.Rows.Length; i++)
                    {
                        double difference = Difference(terms, grid, experiment, scored, v, i);
                        sum += difference;
                        squares += difference * difference;
                    }
                }
                double mean = sum / count, error = Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)) / count);
                return new InnerDifference(mean, mean - (Quantile95 * error));
            }),
        ];
    }

    private static double Difference(RowTerms terms, RateGrid grid, Experiment experiment, ScoredRows scored, int variant, int i)
    {
        int row = scored.Rows[i], card = grid.CardAt(experiment.Classes[row]), position = scored.Choices[variant][i];
        return position == card
            ? 0
            : terms.At(row, position, scored.Profit[i], scored.ProfitOffered[i]).DoublyRobust
                - terms.At(row, card, scored.Profit[i], scored.ProfitOffered[i]).DoublyRobust;
    }

    private static int Greatest(ImmutableArray<InnerDifference> inner, Func<int, bool> eligible, Func<int, double> value) =>
        Enumerable.Range(0, inner.Length).Where(eligible).MaxBy(value);
}
