using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Selection;

/// <summary>
/// Chooses the number of cells by what the cards earn on folds that they were not found on: the fewest within one standard error of the best
/// (Breiman, Friedman, Olshen and Stone 1984), as a committee has to live with every cell.
/// </summary>
public static class CellSelection
{
    /// <summary>Folds: a customer's is its row modulo this.</summary>
    public const int Folds = 5;

    /// <summary>Chooses.</summary>
    /// <param name="table">The customers.</param>
    /// <param name="inputs">Names of what a card may ask.</param>
    /// <param name="rules">What it must keep.</param>
    /// <param name="settings">How much may be done.</param>
    /// <param name="folds">Each row's fold; null for its position modulo <see cref="Folds"/>.</param>
    /// <param name="cells">The number of cells to take in any case; null to choose.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="RequestFaultException">The rules leave no card.</exception>
    public static CellChoice Run(
        ProfitTable table, CardInputs inputs, CardRules rules, SearchSettings settings, int[]? folds, int? cells, IProgress<double>? progress,
        CancellationToken cancellation)
    {
        folds ??= [.. Enumerable.Range(0, table.Rows).Select(row => row % Folds)];
        int[] numbers = [.. folds.Distinct().Order()];
        int most = Math.Min(rules.MostCells, 1 << rules.Depth);
        int[]?[] rates = [.. Enumerable.Range(0, most + 1).Select(k => k == 0 ? null : new int[table.Rows])];
        // Fewer customers make a smaller cell: the rule is about all of them.
        var inner = rules with { FewestCustomers = Math.Max(1, (int)((long)rules.FewestCustomers * (numbers.Length - 1) / numbers.Length)) };
        int done = 0;
        foreach (int fold in numbers)
        {
            int[] seen = [.. Enumerable.Range(0, table.Rows).Where(row => folds[row] != fold)];
            var outcome = CardSearch.Run(table.Select(seen), inputs, inner, settings with { Searches = Math.Max(16, settings.Searches / 4) }, cancellation);
            for (int k = 1; k <= most; k++)
            {
                if (outcome.Of(k)?.Root is { } root && rates[k] is { } row)
                    Apply(root, table, folds, fold, row);
                else
                    rates[k] = null;
            }

            progress?.Report(0.6 * ++done / numbers.Length);
        }

        var found = CardSearch.Run(table, inputs, rules, settings, cancellation);
        progress?.Report(1);
        return Choose(table, rates, found, cells);
    }

    private static void Apply(CardNode root, ProfitTable table, int[] folds, int fold, int[] rates)
    {
        int[] all = CardValue.RatesOf(root, table);
        for (int row = 0; row < rates.Length; row++)
        {
            if (folds[row] == fold)
                rates[row] = all[row];
        }
    }

    private static CellChoice Choose(ProfitTable table, int[]?[] rates, SearchOutcome found, int? asked)
    {
        int[] able = [.. found.Cards.Where(c => c.Root is not null && rates[c.Cells] is not null).Select(c => c.Cells)];
        if (able.Length == 0)
        {
            throw new RequestFaultException(
                "The rules leave no card: look at fewestCustomers, greatestChange, caps and greatestJump, which together exclude every one.");
        }

        double[]?[] earned = [.. rates.Select(r => r is null ? null : Earned(table, r))];
        int best = able.MaxBy(k => earned[k]!.Average());
        double[] before = table.Today.All(t => t >= 0) ? table.EarnedToday() : earned[able[0]]!;
        var toBest = able.ToDictionary(k => k, k => MeanOf(earned[k]!, earned[best]!));
        if (asked is { } wanted && !able.Contains(wanted))
            throw new RequestFaultException($"The rules leave no card of {wanted} cells; there are cards of {string.Join(", ", able)}.");
        int chosen = asked ?? able.First(k => toBest[k].Mean >= -toBest[k].Error);
        return new CellChoice(
            [
                .. found.Cards.Select(card => rates[card.Cells] is not null && card.Root is not null
                    ? Tried(card, earned[card.Cells]!, before, toBest[card.Cells], card.Cells == chosen)
                    : new TriedCells(card.Cells, card.Profit, card.Upper, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, false)),
            ],
            found.Of(chosen)!, rates[chosen]!, rates[able[0]]!);
    }

    private static TriedCells Tried(FoundCard card, double[] earned, double[] before, (double Mean, double Error) toBest, bool chosen)
    {
        var (value, error) = MeanOf(earned, null);
        var (gain, gainError) = MeanOf(earned, before);
        return new TriedCells(card.Cells, card.Profit, card.Upper, value, error, gain, gainError, toBest.Mean, toBest.Error, chosen);
    }

    private static double[] Earned(ProfitTable table, int[] rates) =>
        [.. rates.Select((rate, row) => table.Profit[(row * table.Rates.Length) + rate])];

    /// <summary>Mean and standard error of values, or of their differences to others.</summary>
    public static (double Mean, double Error) MeanOf(double[] values, double[]? less)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i] - (less is null ? 0 : less[i]);
            sum += value;
            squares += value * value;
        }

        double mean = sum / values.Length;
        return (mean, Math.Sqrt(Math.Max(0, (squares / values.Length) - (mean * mean)) / values.Length));
    }
}
