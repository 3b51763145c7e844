using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;
using static Finntelligence.RateCards.Tests.SomeTables;

namespace Finntelligence.RateCards.Tests.Search;

/// <summary>
/// A market whose best card is known: customers of one segment differ in size and taste for credit, and not in what a rate does to them, so that
/// each segment's best rate is best for every one of its customers and no card earns more than the segments' own.
/// </summary>
internal sealed class SimulatedMarket
{
    private static readonly string[] Used = ["riskCategory", "monthlyIncome", "bureauScore", "applicationScore", "priorLoans", "monthsSinceLastLoan", "lastLoanAmount", "lastLoanMonths"];

    private SimulatedMarket(CardNode truth, ProfitTable table, double best) => (Truth, Table, Best) = (truth, table, best);

    /// <summary>The best card.</summary>
    public CardNode Truth { get; }

    /// <summary>The customers.</summary>
    public ProfitTable Table { get; }

    /// <summary>What it earns, a customer's mean.</summary>
    public double Best { get; }

    /// <summary>Rules without limits: every feature may be split by.</summary>
    public static CardRules Rules(int depth, int thresholds) =>
        new() { SplitBy = [.. Used], Depth = depth, MostThresholds = thresholds, MostCells = 1 << depth, FewestCustomers = 50 };

    /// <summary>Draws a market.</summary>
    /// <param name="seed">Of the customers.</param>
    /// <param name="rows">How many.</param>
    /// <param name="rates">Rates of the product.</param>
    /// <param name="depth">2 or 3 questions make the segments.</param>
    public static SimulatedMarket Draw(int seed, int rows, int rates, int depth)
    {
        var random = new Random(seed);
        ImmutableArray<decimal> axis = [.. Enumerable.Range(0, rates).Select(r => 3.25m + (r * 0.25m))];
        var truth = depth == 2 ? Two(axis) : Three(axis);
        var table = new ProfitTable(rows, axis, Inputs.Count);
        for (int row = 0; row < rows; row++)
        {
            var inputs = table.InputsOf(row);
            inputs.Fill(float.NaN);
            inputs[At("riskCategory")] = random.NextDouble() switch { < 0.15 => 0, < 0.35 => 1, _ => 2 };
            inputs[At("monthlyIncome")] = (float)Math.Round(Math.Exp(7.5 + (random.NextDouble() * 2)));
            inputs[At("bureauScore")] = 500 + random.Next(300);
            inputs[At("applicationScore")] = 10 + random.Next(40);
            inputs[At("priorLoans")] = 1 + random.Next(12);
            inputs[At("monthsSinceLastLoan")] = random.Next(30);
            inputs[At("lastLoanAmount")] = 100 * (2 + random.Next(60));
            inputs[At("lastLoanMonths")] = (int[])[4, 6, 12] is var terms ? terms[random.Next(3)] : 0;
        }

        int[] best = CardValue(truth, table);
        for (int row = 0; row < rows; row++)
        {
            // Take-up falls with the rate; how fast is the segment's, so that profit peaks at the segment's rate.
            double size = 500 + (3000 * random.NextDouble()), peak = (double)axis[best[row]], taste = 0.05 + (0.2 * random.NextDouble());
            for (int r = 0; r < rates; r++)
            {
                double away = (double)axis[r] - peak, takeUp = taste * Math.Exp(-0.08 * away * away);
                table.ProfitOf(row)[r] = size * takeUp * 0.1;
                (table.TakeUp[(row * rates) + r], table.Loss[(row * rates) + r]) = ((float)takeUp, (float)(takeUp * size * 0.02));
            }
        }

        double sum = 0;
        for (int row = 0; row < rows; row++)
            sum += table.ProfitOf(row)[best[row]];
        return new SimulatedMarket(truth, table, sum / rows);
    }

    private static int[] CardValue(CardNode truth, ProfitTable table) => Finntelligence.RateCards.Search.CardValue.RatesOf(truth, table);

    private static CardNode Two(ImmutableArray<decimal> axis) => new CardSplit(
        new CardQuestion.OneOf(At("riskCategory"), [0, 1], false),
        new CardSplit(new CardQuestion.Below(At("priorLoans"), 5, false), new CardCell("A", axis[^4]), new CardCell("B", axis[2])),
        new CardSplit(new CardQuestion.Below(At("monthsSinceLastLoan"), 10, false), new CardCell("C", axis[axis.Length / 2]), new CardCell("D", axis[^2])));

    private static CardNode Three(ImmutableArray<decimal> axis) => new CardSplit(
        new CardQuestion.Below(At("bureauScore"), 640, false),
        new CardSplit(
            new CardQuestion.OneOf(At("riskCategory"), [0, 1], false),
            new CardSplit(new CardQuestion.Below(At("priorLoans"), 5, false), new CardCell("A", axis[^4]), new CardCell("B", axis[^9])),
            new CardSplit(new CardQuestion.Below(At("monthlyIncome"), 4000, false), new CardCell("C", axis[^1]), new CardCell("D", axis[axis.Length / 2]))),
        new CardSplit(
            new CardQuestion.Below(At("applicationScore"), 28, false),
            new CardSplit(new CardQuestion.Below(At("lastLoanAmount"), 2500, false), new CardCell("E", axis[3]), new CardCell("F", axis[8])),
            new CardSplit(new CardQuestion.Below(At("monthsSinceLastLoan"), 12, false), new CardCell("G", axis[1]), new CardCell("H", axis[12]))));
}
