using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Search;
using Finntelligence.RateCards.Selection;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Tests.Search;

public sealed class SimulatedMarketTests
{
    [Fact]
    public void The_best_card_of_two_questions_in_a_row_is_found_exactly()
    {
        var market = SimulatedMarket.Draw(seed: 1, rows: 20_000, rates: 35, depth: 2);

        var found = CardSearch.Run(market.Table, SomeTables.Inputs, SimulatedMarket.Rules(2, 40), new SearchSettings(), default).Of(4)!;

        found.Profit.ShouldBe(market.Best, market.Best * 1e-9);
        found.Gap.ShouldBe(0);
        // Every customer has the rate that the truth gives them.
        CardValue.RatesOf(found.Root!, market.Table).ShouldBe(CardValue.RatesOf(market.Truth, market.Table));
    }

    [Fact]
    public void The_best_card_of_three_questions_in_a_row_is_found_within_a_hundredth_of_its_profit()
    {
        var market = SimulatedMarket.Draw(seed: 2, rows: 8000, rates: 35, depth: 3);

        // Round thresholds near quantiles, which need not be the market's own.
        var found = CardSearch.Run(market.Table, SomeTables.Inputs, SimulatedMarket.Rules(3, 32), new SearchSettings(), default).Of(8)!;

        found.Profit.ShouldBeGreaterThan(market.Best * 0.99);
        found.Profit.ShouldBeLessThanOrEqualTo(market.Best * (1 + 1e-9));
        found.Gap.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void The_number_of_cells_is_that_of_the_market()
    {
        var market = SimulatedMarket.Draw(seed: 3, rows: 6000, rates: 20, depth: 2);
        var rules = SimulatedMarket.Rules(3, 12) with { Depth = 3 };

        var choice = CellSelection.Run(market.Table, SomeTables.Inputs, rules, new SearchSettings { Searches = 80 }, null, null, null, default);

        choice.Card.Cells.ShouldBe(4);
        choice.Tried.Select(t => t.Cells).ShouldBe(Enumerable.Range(1, 8));
        choice.Tried.Count(t => t.IsChosen).ShouldBe(1);
        choice.Tried.ShouldAllBe(t => double.IsFinite(t.HeldOut));
        choice.Tried[3].HeldOut.ShouldBeGreaterThan(choice.Tried[2].HeldOut);
    }

    [Fact]
    public void Noise_adds_no_cells()
    {
        // Everybody's best rate is the same, and profits are noise around it.
        var random = new Random(4);
        var market = SimulatedMarket.Draw(seed: 5, rows: 3000, rates: 10, depth: 2);
        double[] profit = new double[market.Table.Profit.Length];
        for (int i = 0; i < profit.Length; i++)
            profit[i] = 10 - Math.Abs((i % 10) - 6) + (200 * (random.NextDouble() - 0.5));

        var choice = CellSelection.Run(
            market.Table.WithProfit(profit), SomeTables.Inputs, SimulatedMarket.Rules(2, 12), new SearchSettings(), null, null, null, default);

        choice.Card.Cells.ShouldBe(1);
        // Where they were found more cells always look better: what the folds are for.
        choice.Tried[3].Profit.ShouldBeGreaterThan(choice.Tried[0].Profit + 1);
    }

    [Fact]
    public void A_number_of_cells_may_be_asked_for()
    {
        var market = SimulatedMarket.Draw(seed: 6, rows: 2000, rates: 10, depth: 2);

        var choice = CellSelection.Run(market.Table, SomeTables.Inputs, SimulatedMarket.Rules(2, 8), new SearchSettings(), null, 2, null, default);

        choice.Card.Cells.ShouldBe(2);
        new SegmentCard("", choice.Card.Root!).Cells.Length.ShouldBe(2);
    }
}
