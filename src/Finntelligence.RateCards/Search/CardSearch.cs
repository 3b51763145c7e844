using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Search;

/// <summary>
/// Finds for each number of cells the best rate card of a table of customers: the policy tree that maximises the sum of their profits (Zhou, Athey
/// and Wager 2023). Exact over the thresholds that are tried for two questions in a row; beyond, the proven gap is told.
/// </summary>
public static class CardSearch
{
    // Rounding of sums in another order.
    private const double Rounding = 1e-9;

    /// <summary>Searches.</summary>
    /// <param name="table">The customers.</param>
    /// <param name="inputs">Names of what a card may ask.</param>
    /// <param name="rules">What it must keep.</param>
    /// <param name="settings">How much may be done.</param>
    /// <param name="cancellation">Checked often.</param>
    public static SearchOutcome Run(ProfitTable table, CardInputs inputs, CardRules rules, SearchSettings settings, CancellationToken cancellation)
    {
        if (table.Rows == 0)
            throw new ArgumentException("A card of nobody.", nameof(table));
        var binned = Binned.Of(table, inputs, rules);
        if (CardLimit.Of(rules) is not { } limit)
            return Plain(table, inputs, rules, binned, settings, cancellation);
        return new LimitedSearch(table, inputs, rules, binned, limit, settings).Run(cancellation);
    }

    private static SearchOutcome Plain(
        ProfitTable table, CardInputs inputs, CardRules rules, Binned binned, SearchSettings settings, CancellationToken cancellation)
    {
        var (problem, result, searches) = Solve(table, inputs, rules, binned, null, settings, cancellation);
        return new SearchOutcome(
            [.. Enumerable.Range(1, result.MostCells).Select(k => Found(problem, table, k, result.Best[k], result.Upper[k] / table.Rows, 0))], searches);
    }

    /// <summary>One search, with something added to the profits.</summary>
    internal static (CardProblem Problem, NodeResult Result, int Searches) Solve(
        ProfitTable table, CardInputs inputs, CardRules rules, Binned binned, double[]? extra, SearchSettings settings, CancellationToken cancellation)
    {
        var problem = CardProblem.Of(table, inputs, rules, binned.Features, binned.Cuts, binned.Sequences, extra);
        int threads = settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount;
        int most = Math.Min(rules.MostCells, 1 << rules.Depth);
        var effort = new SearchEffort(most, settings.Searches, settings.Tolerance, threads);
        int[] rows = [.. Enumerable.Range(0, table.Rows)];
        var result = ManyLevels.Run(problem, rows, Region.All(problem.Features), rules.Depth, effort, cancellation);
        return (problem, most < result.MostCells ? result.Only(most) : result, effort.Spent);
    }

    /// <summary>A card for people, valued anew row by row.</summary>
    internal static FoundCard Found(CardProblem problem, ProfitTable table, int cells, Shape? shape, double upper, double multiplier)
    {
        if (shape is null)
            return new FoundCard(cells, null, double.NaN, upper, multiplier);
        int next = 0;
        var root = Node(problem, table, shape, ref next);
        double profit = CardValue.Of(root, table, table.Profit);
        return new FoundCard(cells, root, profit, upper <= profit + (Math.Abs(profit) * Rounding) ? profit : upper, multiplier);
    }

    private static CardNode Node(CardProblem problem, ProfitTable table, Shape shape, ref int next)
    {
        if (shape.Cut < 0)
            return new CardCell(NameOf(next++), table.Rates[shape.Rate]);
        var cut = problem.Cuts[shape.Cut];
        var low = Node(problem, table, shape.Low!, ref next);
        return new CardSplit(Binner.QuestionOf(cut, problem.Features[cut.Feature]), low, Node(problem, table, shape.High!, ref next));
    }

    private static string NameOf(int cell) => ((char)('A' + cell)).ToString();
}

/// <summary>The inputs of a table in bins, which stay when profits are counted otherwise.</summary>
/// <param name="Features">In bins.</param>
/// <param name="Cuts">Every question.</param>
/// <param name="Sequences">Their order.</param>
internal sealed record Binned(ImmutableArray<BinnedInput> Features, ImmutableArray<Cut> Cuts, ImmutableArray<Sequence> Sequences)
{
    public static Binned Of(ProfitTable table, CardInputs inputs, CardRules rules)
    {
        var features = Binner.Bin(table, inputs, rules);
        var (cuts, sequences) = Binner.Questions(features);
        return new Binned(features, cuts, sequences);
    }
}
