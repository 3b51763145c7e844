using System.Collections.Immutable;
using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Estimators;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Selection;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>
/// Rate cards as policies: for each outer fold the best card on the other folds, its number of cells chosen by these folds too, by models that have
/// seen neither. Only then is it applied to the fold.
/// </summary>
/// <param name="product">Its inputs and rates.</param>
/// <param name="rules">What a card must keep.</param>
/// <param name="grid">Rates by class.</param>
/// <param name="experiment">Rows.</param>
/// <param name="terms">Estimates row by row.</param>
/// <param name="threads">No influence on the cards.</param>
internal sealed class CardPolicies(ProductDefinition product, CardRules rules, RateGrid grid, Experiment experiment, RowTerms terms, int threads)
{
    /// <summary>The policy whose cards are found by what held-out offers earned.</summary>
    public const string ByHeldOut = "rateCard";

    /// <summary>The policy whose cards are found by the models' expected profit.</summary>
    public const string ByModels = "rateCardByModels";

    private readonly CardInputs _inputs = new(product);
    private readonly ImmutableArray<decimal> _rates = RatesOf(product);

    /// <summary>Applies the card of the other folds to one fold.</summary>
    /// <param name="policy">Which way to count profit.</param>
    /// <param name="outer">The fold.</param>
    /// <param name="others">The others, by models that have seen neither them nor the fold.</param>
    /// <param name="own">Rows of the fold.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <returns>Position of each row's rate on its class's grid, and the curve that chose the number of cells.</returns>
    public (byte[] Positions, FoldCard Card) Of(string policy, int outer, ScoredRows[] others, int[] own, CancellationToken cancellation)
    {
        int[] rows = [.. others.SelectMany(scored => scored.Rows)];
        var table = Table(rows);
        int at = 0;
        foreach (var scored in others)
        {
            for (int i = 0; i < scored.Rows.Length; i++)
                Write(policy, scored, i, table.ProfitOf(at++));
        }

        int[] folds = [.. rows.Select(experiment.Fold)];
        CellChoice choice;
        try
        {
            choice = CellSelection.Run(table, _inputs, rules, new SearchSettings { Threads = threads }, folds, null, null, cancellation);
        }
        catch (RequestFaultException)
        {
            // Rules for a whole portfolio may leave no card of a part of it: what is in force stays.
            return ([.. own.Select(row => (byte)grid.CardAt(experiment.Classes[row]))], new FoldCard(policy, outer, 0, []));
        }

        int[] rates = CardValue.RatesOf(choice.Card.Root!, Table(own));
        byte[] positions = [.. own.Select((row, i) => (byte)Math.Min(rates[i], grid.CardAt(experiment.Classes[row])))];
        return (positions, new FoldCard(
            policy, outer, choice.Card.Cells, [.. choice.Tried.Where(t => double.IsFinite(t.HeldOut)).Select(t => new FoldCardTried(t.Cells, t.HeldOut, t.HeldOutError))]));
    }

    private void Write(string policy, ScoredRows scored, int i, Span<double> profit)
    {
        if (policy == ByHeldOut)
        {
            CardScores.Write(terms, scored, i, profit);
            return;
        }

        float[] expected = scored.Expected[i];
        for (int r = 0; r < profit.Length; r++)
            profit[r] = expected[Math.Min(r, expected.Length - 1)];
    }

    private ProfitTable Table(int[] rows)
    {
        var table = new ProfitTable(rows.Length, _rates, _inputs.Count);
        var menu = new CardSituation(product);
        for (int i = 0; i < rows.Length; i++)
        {
            menu.Write(experiment.RequestOf(rows[i], product), table.InputsOf(i));
            table.Caps[i] = table.Today[i] = grid.CardAt(experiment.Classes[rows[i]]);
        }

        return table;
    }

    private static ImmutableArray<decimal> RatesOf(ProductDefinition product)
    {
        var axis = product.Offer.Rate;
        return [.. Enumerable.Range(0, (int)((axis.Maximum - axis.Minimum) / axis.Step) + 1).Select(i => axis.Minimum + (i * axis.Step))];
    }
}
