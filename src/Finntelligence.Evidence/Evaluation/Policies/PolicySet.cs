using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Results;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>The policies to be valued, each put together from what was fitted and chosen without the fold.</summary>
/// <param name="Policies">The card first.</param>
/// <param name="Variants">Every variant's positions, by variant and row.</param>
/// <param name="Inner">By outer fold and variant.</param>
/// <param name="Chosen">By rule and outer fold.</param>
/// <param name="Cards">The rate cards of the outer folds.</param>
internal sealed record PolicySet(
    ImmutableArray<RatePolicy> Policies, byte[][] Variants, ImmutableArray<InnerDifference>[] Inner, int[][] Chosen, ImmutableArray<FoldCard> Cards)
{
    /// <summary>Chooses on the inner folds, and applies to the outer ones.</summary>
    public static PolicySet Choose(
        RateGrid grid, Experiment experiment, RowTerms terms, ScoredRows[,] scored, CardPolicies cards, CancellationToken cancellation)
    {
        int folds = scored.GetLength(0);
        byte[][] variants = [.. Variant.All.Select(_ => new byte[experiment.Count])];
        var perClass = new byte[experiment.Count];
        byte[][] safe = [.. SafeChoice.Rules.Select(_ => new byte[experiment.Count])];
        var inner = new ImmutableArray<InnerDifference>[folds];
        int[][] chosen = [.. SafeChoice.Rules.Select(_ => new int[folds])];
        string[] cardNames = [CardPolicies.ByHeldOut, CardPolicies.ByModels];
        byte[][] byCard = [.. cardNames.Select(_ => new byte[experiment.Count])];
        var foldCards = ImmutableArray.CreateBuilder<FoldCard>();
        for (int outer = 0; outer < folds; outer++)
        {
            ScoredRows[] others = [.. Enumerable.Range(0, folds).Where(fold => fold != outer).Select(fold => scored[outer, fold])];
            byte[] best = BestPerClass.Choose(grid, terms, experiment, others);
            inner[outer] = SafeChoice.Differences(terms, grid, experiment, others);
            for (int rule = 0; rule < safe.Length; rule++)
                chosen[rule][outer] = SafeChoice.Rules[rule].Choose(inner[outer]);
            var own = scored[outer, outer];
            for (int c = 0; c < cardNames.Length; c++)
            {
                var (positions, card) = cards.Of(cardNames[c], outer, others, own.Rows, cancellation);
                foldCards.Add(card);
                for (int i = 0; i < own.Rows.Length; i++)
                    byCard[c][own.Rows[i]] = positions[i];
            }

            for (int i = 0; i < own.Rows.Length; i++)
            {
                int row = own.Rows[i];
                for (int v = 0; v < variants.Length; v++)
                    variants[v][row] = own.Choices[v][i];
                perClass[row] = best[experiment.Classes[row]];
                for (int rule = 0; rule < safe.Length; rule++)
                    safe[rule][row] = own.Choices[chosen[rule][outer]][i];
            }
        }

        byte[] Positions(Variant variant) => variants[Variant.All.ToList().FindIndex(v => v.Name == variant.Name)];
        return new PolicySet(
            [
                new("card", "Standard card", Positions(Variant.Card)),
                .. SafeChoice.Rules.Select((rule, number) => new RatePolicy(rule.Name, rule.Title, safe[number])),
                new("shipped", "Shipped policy, loss given default as declared", Positions(Variant.Shipped)),
                // Without arrears there is nothing that shows another loss than the declared one.
                .. experiment.Earned is null
                    ? [new("shippedWithLoss", "Shipped policy, loss given default as the arrears show", Positions(Variant.ShippedWithLoss))]
                    : Array.Empty<RatePolicy>(),
                new("hurdle", "Size and arrears as functions of the rate", Positions(Variant.All.First(v => v.Name == "hurdle"))),
                new("direct", "Profit regression", Positions(Variant.All.First(v => v.Name == "direct"))),
                new("bestPerClass", "Best single rate per class", perClass),
                new(CardPolicies.ByHeldOut, "Rate card of few cells, by what held-out offers earned", byCard[0]),
                new(CardPolicies.ByModels, "Rate card of few cells, by the models' expected profit", byCard[1]),
                new("mailed", "As mailed", null, AsMailed: true),
                new("random", "Uniform random", null),
                new("lowest", "Lowest rate", new byte[experiment.Count]),
            ],
            variants, inner, chosen, foldCards.ToImmutable());
    }
}
