using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Search;

/// <summary>A rule and whether a card keeps it.</summary>
/// <param name="Rule">In words.</param>
/// <param name="Broken">Where it does not, in words; empty where it does.</param>
public sealed record CheckedRule(string Rule, ImmutableArray<string> Broken);

/// <summary>Checks a finished card against its rules, whoever made it: what the search promised is looked at once more, customer by customer.</summary>
public static class RuleCheck
{
    /// <summary>Every rule there is.</summary>
    public static ImmutableArray<CheckedRule> Of(CardNode root, ProfitTable table, CardInputs inputs, CardRules rules)
    {
        var card = new SegmentCard("", root);
        int[] rates = CardValue.RatesOf(root, table);
        var cells = card.Cells.ToDictionary(c => c.Name, _ => 0, StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
            cells[card.CellOf(table.InputsOf(row)).Name]++;
        var checks = ImmutableArray.CreateBuilder<CheckedRule>();
        checks.Add(new CheckedRule(
            Text($"at least {rules.FewestCustomers} customers in a cell"),
            [.. cells.Where(c => c.Value < rules.FewestCustomers).Select(c => Text($"cell {c.Key} has {c.Value}"))]));
        checks.Add(new CheckedRule(
            "no rate above a customer's cap",
            Customers(Enumerable.Range(0, table.Rows).Count(row => rates[row] > table.Caps[row]))));
        if (rules.GreatestChange is { } change)
        {
            checks.Add(new CheckedRule(
                Text($"nobody's rate differs by more than {change} points from today's"),
                Customers(Enumerable.Range(0, table.Rows).Count(row =>
                    table.Today[row] >= 0 && Math.Abs(table.Rates[rates[row]] - table.Rates[table.Today[row]]) > change && rates[row] != table.Caps[row]))));
        }

        if (rules.Order.Length > 0 || rules.GreatestJump is not null)
            checks.Add(Ties(root, table, inputs, rules));
        foreach (var rule in rules.NotSplit)
            checks.Add(NotSplit(card, inputs, rule));
        if (rules.GreatestLoss is { } loss)
            checks.Add(Limit($"mean expected loss of at most {loss}", CardValue.Of(root, table, table.Loss), mean => mean <= loss + 1e-9));
        if (rules.LeastTakeUp is { } takeUp)
            checks.Add(Limit($"at least {takeUp} of the customers expected to take the offer", CardValue.Of(root, table, table.TakeUp), mean => mean >= takeUp - 1e-9));
        return checks.ToImmutable();
    }

    private static CheckedRule Ties(CardNode root, ProfitTable table, CardInputs inputs, CardRules rules)
    {
        string words = string.Join("; ", rules.Order.Select(o => $"the rate never {(o.Rate == RateDirection.Rises ? "falls" : "rises")} as {o.Feature} rises, all else equal")
            .Concat(rules.GreatestJump is { } jump ? [Text($"neighbouring cells differ by at most {jump} points")] : []));
        var binned = Binned.Of(table, inputs, rules);
        var problem = CardProblem.Of(table, inputs, rules, binned.Features, binned.Cuts, binned.Sequences);
        if (ShapeOf(root, problem, table) is not { } shape)
            return new CheckedRule(words, ["the card asks what these rules do not let it ask"]);
        Region[] regions = [.. shape.Regions(Region.All(problem.Features), problem.Cuts)];
        int[] rates = [.. shape.Rates()];
        string[] names = [.. new SegmentCard("", root).Cells.Select(c => c.Name)];
        return new CheckedRule(
            words,
            [.. PairRules.Of(problem, regions).Where(t => !t.Distance.Allows(rates[t.First], rates[t.Second])).Select(t => $"cells {names[t.First]} and {names[t.Second]}")]);
    }

    private static Shape? ShapeOf(CardNode node, CardProblem problem, ProfitTable table)
    {
        if (node is CardCell cell)
            return Shape.Cell(table.Rates.IndexOf(cell.Rate));
        var split = (CardSplit)node;
        int at = Enumerable.Range(0, problem.Cuts.Length)
            .FirstOrDefault(q => Binner.QuestionOf(problem.Cuts[q], problem.Features[problem.Cuts[q].Feature]).Equals(split.Question), -1);
        return at >= 0 && ShapeOf(split.Then, problem, table) is { } low && ShapeOf(split.Else, problem, table) is { } high ? Shape.Split(at, low, high) : null;
    }

    private static CheckedRule NotSplit(SegmentCard card, CardInputs inputs, NoSplit rule)
    {
        int by = inputs.PositionOf(rule.By), category = rule.Feature is { } feature ? inputs.PositionOf(feature) : -1;
        var broken = new List<string>();
        foreach (var (cell, path) in card.Paths())
        {
            for (int i = 0; i < path.Length; i++)
            {
                if (path[i].Question.Input == by
                    && (category < 0 || rule.Values.Any(code => path[..i].Where(a => a.Question.Input == category).All(a => a.Question.Holds(code) == a.Holds))))
                {
                    broken.Add($"on the way to cell {cell.Name}");
                }
            }
        }

        string where = category < 0 ? "" : $" where {rule.Feature} may be {string.Join(" or ", rule.Values.Select(v => inputs.ValuesOf(category)[v]))}";
        return new CheckedRule($"no split by {rule.By}{where}", [.. broken]);
    }

    private static CheckedRule Limit(FormattableString rule, double mean, Predicate<double> keeps) =>
        new(FormattableString.Invariant(rule), keeps(mean) ? [] : [Text($"it is {mean:0.######}")]);

    private static ImmutableArray<string> Customers(int count) => count == 0 ? [] : [Text($"of {count} customers it does not hold")];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
