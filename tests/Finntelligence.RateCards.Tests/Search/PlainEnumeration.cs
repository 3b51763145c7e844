using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Tests.Search;

/// <summary>
/// The best card by trying every tree and adding up every customer anew: what the search must agree with, and what it is measured against. It
/// shares the list of questions with the search and nothing else.
/// </summary>
internal sealed class PlainEnumeration(ProfitTable table, IReadOnlyList<CardQuestion> questions, int fewest)
{
    /// <summary>Whether a card may have a rate in a cell with these customers.</summary>
    public Func<IReadOnlyList<int>, int, bool> MayHave { get; init; } = (_, _) => true;

    /// <summary>Whether a card keeps the rules between cells: asked of the whole card.</summary>
    public Func<CardNode, bool>? Keeps { get; init; }

    /// <summary>Whether a node with these answers above may ask a question.</summary>
    public Func<ImmutableArray<CardAnswer>, CardQuestion, bool> MayAsk { get; init; } = (_, _) => true;

    /// <summary>The greatest sum of profits of a card of exactly so many cells; −∞ where there is none.</summary>
    public double Best(int cells, int depth)
    {
        int[] all = [.. Enumerable.Range(0, table.Rows)];
        if (Keeps is not { } keeps)
            return Free(all, cells, depth, []);
        double best = double.NegativeInfinity;
        foreach (var (root, value) in Cards(all, cells, depth, []))
        {
            if (value > best && keeps(root))
                best = value;
        }

        return best;
    }

    // Without rules between cells each part can be as good as it gets.
    private double Free(int[] rows, int cells, int depth, ImmutableArray<CardAnswer> path)
    {
        if (cells == 1)
            return Rates(rows).Select(r => Sum(rows, r)).DefaultIfEmpty(double.NegativeInfinity).Max();
        if (depth == 0)
            return double.NegativeInfinity;
        double best = double.NegativeInfinity;
        foreach (var question in questions.Where(q => MayAsk(path, q)))
        {
            var (low, high) = Parts(rows, question);
            if (low.Length < fewest || high.Length < fewest)
                continue;
            for (int k = Math.Max(1, cells - (1 << (depth - 1))); k < cells && k <= 1 << (depth - 1); k++)
            {
                double one = Free(low, k, depth - 1, path.Add(new CardAnswer(question, true)));
                if (!double.IsNegativeInfinity(one))
                    best = Math.Max(best, one + Free(high, cells - k, depth - 1, path.Add(new CardAnswer(question, false))));
            }
        }

        return best;
    }

    private IEnumerable<(CardNode Root, double Value)> Cards(int[] rows, int cells, int depth, ImmutableArray<CardAnswer> path)
    {
        if (cells == 1)
        {
            foreach (int rate in Rates(rows))
                yield return (new CardCell($"{path.Length}:{rows.FirstOrDefault()}", table.Rates[rate]), Sum(rows, rate));
            yield break;
        }

        if (depth == 0)
            yield break;
        foreach (var question in questions.Where(q => MayAsk(path, q)))
        {
            var (low, high) = Parts(rows, question);
            if (low.Length < fewest || high.Length < fewest)
                continue;
            for (int k = 1; k < cells; k++)
            {
                var others = Cards(high, cells - k, depth - 1, path.Add(new CardAnswer(question, false))).ToList();
                foreach (var (one, value) in Cards(low, k, depth - 1, path.Add(new CardAnswer(question, true))))
                {
                    foreach (var (other, more) in others)
                        yield return (new CardSplit(question, one, other), value + more);
                }
            }
        }
    }

    private (int[] Low, int[] High) Parts(int[] rows, CardQuestion question) =>
        ([.. rows.Where(row => question.Holds(table.InputsOf(row)[question.Input]))], [.. rows.Where(row => !question.Holds(table.InputsOf(row)[question.Input]))]);

    private IEnumerable<int> Rates(int[] rows) =>
        rows.Length < fewest ? [] : Enumerable.Range(0, table.Rates.Length).Where(r => MayHave(rows, r));

    private double Sum(int[] rows, int rate)
    {
        double sum = 0;
        foreach (int row in rows)
            sum += table.ProfitOf(row)[rate];
        return sum;
    }
}
