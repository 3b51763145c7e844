using System.Collections.Immutable;
using Finntelligence.Training.Evaluation.Data;
using Finntelligence.Training.Evaluation.Estimators;

namespace Finntelligence.Training.Evaluation.Policies;

/// <summary>The policies to be valued, each put together from what was fitted and chosen without the fold.</summary>
/// <param name="Policies">The card first.</param>
/// <param name="Variants">Every variant's positions, by variant and row.</param>
/// <param name="InnerDifferences">By outer fold and variant.</param>
/// <param name="Chosen">The variant that the safe policy is, by outer fold.</param>
internal sealed record PolicySet(ImmutableArray<RatePolicy> Policies, byte[][] Variants, double[][] InnerDifferences, int[] Chosen)
{
    /// <summary>Chooses on the inner folds, and applies to the outer ones.</summary>
    public static PolicySet Choose(RateGrid grid, Experiment experiment, RowTerms terms, ScoredRows[,] scored)
    {
        int folds = scored.GetLength(0);
        byte[][] variants = [.. Variant.All.Select(_ => new byte[experiment.Count])];
        var (perClass, safe, anySafe) = (new byte[experiment.Count], new byte[experiment.Count], new byte[experiment.Count]);
        var inner = new double[folds][];
        var chosen = new int[folds];
        for (int outer = 0; outer < folds; outer++)
        {
            ScoredRows[] others = [.. Enumerable.Range(0, folds).Where(fold => fold != outer).Select(fold => scored[outer, fold])];
            byte[] best = BestPerClass.Choose(grid, terms, experiment, others);
            (chosen[outer], inner[outer]) = SafeChoice.Choose(terms, grid, experiment, others, variant => variant.Servable);
            int anyChosen = SafeChoice.Choose(terms, grid, experiment, others, _ => true).Chosen;
            var own = scored[outer, outer];
            for (int i = 0; i < own.Rows.Length; i++)
            {
                int row = own.Rows[i];
                for (int v = 0; v < variants.Length; v++)
                    variants[v][row] = own.Choices[v][i];
                perClass[row] = best[experiment.Classes[row]];
                safe[row] = own.Choices[chosen[outer]][i];
                anySafe[row] = own.Choices[anyChosen][i];
            }
        }

        byte[] Positions(Variant variant) => variants[Variant.All.ToList().FindIndex(v => v.Name == variant.Name)];
        return new PolicySet(
            [
                new("card", "Standard card", Positions(Variant.Card)),
                new("safe", "Safe policy: the card, but for a large gain in the offer engine", safe),
                new("safeAny", "Safe policy from all variants, also those no engine serves", anySafe),
                new("shipped", "Shipped policy, loss given default as declared", Positions(Variant.Shipped)),
                new("shippedWithLoss", "Shipped policy, loss given default as the arrears show", Positions(Variant.ShippedWithLoss)),
                new("hurdle", "Size and arrears as functions of the rate", Positions(Variant.All.First(v => v.Name == "hurdle"))),
                new("direct", "Profit regression", Positions(Variant.All.First(v => v.Name == "direct"))),
                new("bestPerClass", "Best single rate per class", perClass),
                new("mailed", "As mailed", null, AsMailed: true),
                new("random", "Uniform random", null),
                new("lowest", "Lowest rate", new byte[experiment.Count]),
            ],
            variants, inner, chosen);
    }
}
