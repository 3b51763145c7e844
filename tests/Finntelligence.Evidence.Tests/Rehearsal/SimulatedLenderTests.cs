using Finntelligence.Evidence.Rehearsal;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Tests.Rehearsal;

public sealed class SimulatedLenderTests
{
    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly RehearsalSettings Short = new() { Months = 7, HistoryRows = 2500, ApplicantsAMonth = 200, DriftMonth = 0, Enough = 600 };

    [Fact]
    public void The_market_is_one_where_the_card_is_not_best_and_nobody_beats_the_oracle()
    {
        var months = new SimulatedLender(Product, Short, 1, explores: true).Live(default).Months;
        foreach (var month in months)
        {
            month.Oracle.ShouldBeGreaterThan(month.Card * 1.05);
            month.Engine.ShouldBeLessThanOrEqualTo(month.Oracle + 1e-9);
            month.Shown.ShouldBeLessThanOrEqualTo(month.Oracle + 1e-9);
        }
    }

    [Fact]
    public void The_same_seed_is_the_same_life_and_both_kinds_meet_the_same_people()
    {
        var first = new SimulatedLender(Product, Short with { Months = 6 }, 3, explores: false).Live(default);
        new SimulatedLender(Product, Short with { Months = 6 }, 3, explores: false).Live(default).Months.ShouldBe(first.Months);
        var other = new SimulatedLender(Product, Short with { Months = 6 }, 3, explores: true).Live(default);
        other.Months.Select(m => (m.Oracle, m.Card)).ShouldBe(first.Months.Select(m => (m.Oracle, m.Card)));
        other.Months[0].GivenUp.ShouldNotBe(0);
        first.Months.ShouldAllBe(m => m.GivenUp == 0);
    }

    [Fact]
    public void A_guardrail_of_nothing_lets_nothing_be_drawn()
    {
        var tight = Short with { Months = 6, Guardrails = new() { MostInAll = 0 } };
        new SimulatedLender(Product, tight, 2, explores: true).Live(default).Months.ShouldAllBe(m => m.GivenUp == 0);
    }
}
