using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Tables;
using static Finntelligence.RateCards.Tests.SomeTables;

namespace Finntelligence.RateCards.Tests.Search;

public sealed class CardSearchTests
{
    private static readonly CardRules Plain = new() { SplitBy = SmallInputs, FewestCustomers = 1, MostCells = 8 };

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public void For_every_number_of_cells_the_card_is_the_best_of_all(int depth, bool missing)
    {
        var random = new Random((7 * depth) + (missing ? 1 : 0));
        for (int world = 0; world < 12; world++)
        {
            var table = Small(random, 40, 5, missing, negative: world % 2 == 1);
            var rules = Plain with { Depth = depth, FewestCustomers = 1 + random.Next(8) };

            var outcome = Run(table, rules);

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers);
            for (int k = 1; k <= 1 << depth; k++)
                Agree(outcome, k, plain.Best(k, depth), table);
        }
    }

    [Fact]
    public void At_three_questions_in_a_row_the_card_is_the_best_of_all_when_the_search_may_end()
    {
        var random = new Random(3);
        for (int world = 0; world < 4; world++)
        {
            var table = Small(random, 30, 4, missing: false, negative: world % 2 == 1);
            var rules = Plain with { Depth = 3, FewestCustomers = 1 + random.Next(3) };

            var outcome = Run(table, rules, new SearchSettings { Searches = 100_000 });

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers);
            for (int k = 1; k <= 8; k++)
                Agree(outcome, k, plain.Best(k, 3), table);
        }
    }

    [Fact]
    public void A_search_that_must_stop_early_tells_a_bound_that_no_card_passes()
    {
        var random = new Random(5);
        int open = 0;
        for (int world = 0; world < 6; world++)
        {
            var table = Small(random, 30, 4, missing: false, negative: world % 2 == 1);
            var rules = Plain with { Depth = 3, FewestCustomers = 2 };

            var outcome = Run(table, rules, new SearchSettings { Searches = 1 });

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers);
            for (int k = 3; k <= 8; k++)
            {
                double best = plain.Best(k, 3) / table.Rows;
                if (double.IsNegativeInfinity(best))
                    continue;
                outcome.Cards[k - 1].Upper.ShouldBeGreaterThanOrEqualTo(best - 1e-9);
                if (outcome.Of(k) is { } card)
                {
                    card.Profit.ShouldBeLessThanOrEqualTo(best + 1e-9);
                    open += card.Gap > 0 ? 1 : 0;
                }
            }
        }

        // The sample must contain what it is meant to test.
        open.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Four_questions_in_a_row_are_at_least_as_good_as_three()
    {
        var table = Small(new Random(9), 60, 5);

        var three = Run(table, Plain with { Depth = 3 }, new SearchSettings { Searches = 100_000 });
        var four = Run(table, Plain with { Depth = 4, MostCells = 8 }, new SearchSettings { Searches = 4000 });

        for (int k = 1; k <= 8; k++)
        {
            four.Cards[k - 1].Upper.ShouldBeGreaterThanOrEqualTo(three.Of(k)!.Profit - 1e-9);
            four.Of(k)!.Profit.ShouldBeLessThanOrEqualTo(four.Cards[k - 1].Upper + 1e-9);
        }
    }

    [Fact]
    public void Caps_and_the_distance_from_today_hold_for_every_customer_of_a_cell()
    {
        var random = new Random(11);
        for (int world = 0; world < 10; world++)
        {
            var table = Small(random, 40, 6);
            for (int row = 0; row < table.Rows; row++)
            {
                table.Caps[row] = 2 + (int)table.InputsOf(row)[At("riskCategory")];
                table.Today[row] = 1 + random.Next(2);
            }

            var rules = Plain with { FewestCustomers = 3, GreatestChange = 0.5m };
            var outcome = Run(table, rules);

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers)
            {
                MayHave = (rows, rate) => rows.All(row => rate <= table.Caps[row] && Math.Abs(rate - table.Today[row]) <= 2),
            };
            for (int k = 1; k <= 4; k++)
                Agree(outcome, k, plain.Best(k, 2), table);
        }
    }

    [Fact]
    public void Order_and_jumps_hold_between_all_cells_and_no_better_card_keeps_them()
    {
        var random = new Random(13);
        int bound = 0;
        for (int world = 0; world < 10; world++)
        {
            var table = Small(random, 24, 4);
            var rules = Plain with
            {
                FewestCustomers = 2,
                Order = [new CardOrder("riskCategory", RateDirection.Rises), new CardOrder("bureauScore", RateDirection.Falls)],
                GreatestJump = world % 2 == 0 ? 0.25m : null,
            };

            var outcome = Run(table, rules);
            var free = Run(table, Plain with { FewestCustomers = 2 });

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers) { Keeps = root => KeepsRules(root, rules) };
            for (int k = 1; k <= 4; k++)
            {
                Agree(outcome, k, plain.Best(k, 2), table);
                if (outcome.Of(k) is { Root: { } root } card)
                {
                    KeepsRules(root, rules).ShouldBeTrue();
                    bound += card.Profit < free.Of(k)!.Profit - 1e-9 ? 1 : 0;
                }
            }
        }

        bound.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Deeper_cards_keep_order_and_jumps_too_and_tell_a_true_bound()
    {
        var random = new Random(17);
        for (int world = 0; world < 3; world++)
        {
            var table = Small(random, 20, 3);
            var rules = Plain with { Depth = 3, FewestCustomers = 3, MostCells = 5, Order = [new CardOrder("riskCategory", RateDirection.Rises)], GreatestJump = 0.25m };

            var outcome = Run(table, rules, new SearchSettings { Searches = 100_000 });

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers) { Keeps = root => KeepsRules(root, rules) };
            for (int k = 3; k <= 4; k++)
            {
                double best = plain.Best(k, 3) / table.Rows;
                if (outcome.Of(k) is { Root: { } root } card)
                {
                    KeepsRules(root, rules).ShouldBeTrue();
                    card.Profit.ShouldBeLessThanOrEqualTo(best + 1e-9);
                }

                if (!double.IsNegativeInfinity(best))
                    outcome.Cards[k - 1].Upper.ShouldBeGreaterThanOrEqualTo(best - 1e-9);
            }
        }
    }

    [Fact]
    public void What_must_not_be_split_is_not()
    {
        var random = new Random(19);
        for (int world = 0; world < 8; world++)
        {
            var table = Small(random, 40, 5);
            var rules = Plain with
            {
                FewestCustomers = 2,
                NotSplit = [new NoSplit("priorLoans", "riskCategory", [0, 1]), new NoSplit("bureauScore", "riskCategory", [2])],
            };

            var outcome = Run(table, rules);

            var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers)
            {
                MayAsk = (path, question) => question.Input == At("riskCategory")
                    || !(question.Input == At("priorLoans") ? (int[])[0, 1] : [2]).Any(code =>
                        path.Where(a => a.Question.Input == At("riskCategory")).All(a => a.Question.Holds(code) == a.Holds)),
            };
            for (int k = 1; k <= 4; k++)
                Agree(outcome, k, plain.Best(k, 2), table);
        }

        var everywhere = Run(Small(random, 60, 5), Plain with { NotSplit = [new NoSplit("riskCategory", null, [])] });
        everywhere.Cards.SelectMany(c => new SegmentCard("", c.Root!).Paths()).SelectMany(p => p.Path).ShouldAllBe(a => a.Question.Input != At("riskCategory"));
    }

    [Fact]
    public void A_card_within_a_limit_keeps_it_and_tells_what_any_other_could_earn()
    {
        var random = new Random(23);
        int bound = 0;
        for (int world = 0; world < 6; world++)
        {
            var table = Small(random, 30, 4);
            bool loss = world % 2 == 0;
            var rules = Plain with { FewestCustomers = 3, GreatestLoss = loss ? 0.42 : null, LeastTakeUp = loss ? null : 0.56 };
            SearchOutcome outcome;
            try
            {
                outcome = Run(table, rules);
            }
            catch (RequestFaultException)
            {
                continue;
            }

            for (int k = 1; k <= 4; k++)
            {
                if (outcome.Of(k) is not { Root: { } root } card)
                    continue;
                double used = CardValue.Of(root, table, loss ? table.Loss : table.TakeUp);
                (loss ? used <= 0.42 + 1e-6 : used >= 0.56 - 1e-6).ShouldBeTrue();
                bound += card.Multiplier > 0 ? 1 : 0;
                var plain = new PlainEnumeration(table, Questions(table, rules), rules.FewestCustomers)
                {
                    Keeps = other => CardValue.Of(Named(other), table, loss ? table.Loss : table.TakeUp) is var figure && (loss ? figure <= 0.42 : figure >= 0.56),
                };
                if (k > 2)
                    continue;
                double best = plain.Best(k, 2) / table.Rows;
                card.Profit.ShouldBeLessThanOrEqualTo(best + 1e-9);
                card.Upper.ShouldBeGreaterThanOrEqualTo(best - 1e-6);
            }
        }

        bound.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_limit_that_no_card_can_keep_is_refused()
    {
        Should.Throw<RequestFaultException>(() => Run(Small(new Random(1), 20, 3), Plain with { LeastTakeUp = 0.999 }))
            .Message.ShouldContain("0.999 of the customers");
    }

    [Fact]
    public void The_card_is_the_same_on_any_number_of_threads()
    {
        var table = Small(new Random(29), 400, 8, missing: true);
        var rules = Plain with { Depth = 3, FewestCustomers = 10 };

        string[] cards = [.. new[] { 1, 2, 7 }.Select(threads => Text(Run(table, rules, new SearchSettings { Threads = threads, Searches = 60 })))];

        cards[1].ShouldBe(cards[0]);
        cards[2].ShouldBe(cards[0]);
    }

    private static string Text(SearchOutcome outcome) => string.Join('\n', outcome.Cards.Select(c => c.Root is null
        ? "none"
        : System.Text.Encoding.UTF8.GetString(CardJson.Write(new SegmentCard("cash-loan", c.Root), SomeProducts.CashLoan)) + c.Profit.ToString("R") + c.Upper.ToString("R")));

    private static SearchOutcome Run(ProfitTable table, CardRules rules, SearchSettings? settings = null) =>
        CardSearch.Run(table, Inputs, rules, settings ?? new SearchSettings(), default);

    private static List<CardQuestion> Questions(ProfitTable table, CardRules rules)
    {
        var binned = Binned.Of(table, Inputs, rules);
        return [.. binned.Cuts.Select(cut => Binner.QuestionOf(cut, binned.Features[cut.Feature]))];
    }

    private static void Agree(SearchOutcome outcome, int cells, double best, ProfitTable table)
    {
        var card = outcome.Of(cells);
        if (double.IsNegativeInfinity(best))
        {
            card.ShouldBeNull();
            return;
        }

        card.ShouldNotBeNull().Profit.ShouldBe(best / table.Rows, 1e-9);
        card.Gap.ShouldBe(0);
        new SegmentCard("", card.Root!).Cells.Length.ShouldBe(cells);
    }

    // Told apart by name, as two cells of an enumeration may be called the same.
    private static CardNode Named(CardNode root)
    {
        int next = 0;
        return Of(root);

        CardNode Of(CardNode node) => node is CardSplit split ? split with { Then = Of(split.Then), Else = Of(split.Else) } : (CardCell)node with { Name = $"{next++}" };
    }

    // Point by point: what the rules say of two customers who differ in one input only.
    private static bool KeepsRules(CardNode root, CardRules rules)
    {
        var card = new SegmentCard("", root);
        float[] scores = [500, 510, 520, 530], loans = [1, 2, 3];
        decimal RateOf(int category, int score, int prior)
        {
            var inputs = new float[Inputs.Count];
            (inputs[At("riskCategory")], inputs[At("bureauScore")], inputs[At("priorLoans")]) = (category, scores[score], loans[prior]);
            return card.CellOf(inputs).Rate;
        }

        for (int c = 0; c < 3; c++)
        {
            for (int s = 0; s < 4; s++)
            {
                for (int l = 0; l < 3; l++)
                {
                    decimal rate = RateOf(c, s, l);
                    decimal? worse = c < 2 ? RateOf(c + 1, s, l) : null, better = s < 3 ? RateOf(c, s + 1, l) : null, more = l < 2 ? RateOf(c, s, l + 1) : null;
                    if (worse < rate || (better > rate && rules.Order.Length > 1))
                        return false;
                    if (rules.GreatestJump is { } jump && ((decimal?[])[worse, better, more]).Any(other => other is { } o && Math.Abs(o - rate) > jump))
                        return false;
                }
            }
        }

        return true;
    }
}
