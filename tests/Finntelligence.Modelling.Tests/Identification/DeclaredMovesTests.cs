using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class DeclaredMovesTests
{
    private const int Rows = 20_000;
    private const double Slope = -0.02;

    [Fact]
    public void A_change_of_prices_tells_the_effect_where_a_hidden_cause_and_time_itself_mislead()
    {
        double[] misses = [.. Enumerable.Range(1, 40).Select(seed =>
        {
            var market = Draw(seed);
            var effect = DeclaredEffect.Of(DeclaredMoves.OfChange(new PriceChange("day", "2024-07-01", 90), market.Days), market.Rests, market.Flat)!;
            effect.IsStrong.ShouldBeTrue();
            return (effect.Slope - Slope) / effect.Error;
        })];

        misses.Average().ShouldBe(0, 0.5);
        Math.Sqrt(misses.Average(m => m * m)).ShouldBe(1, 0.35);
        // What holds the applicant fixed believes the hidden cause.
        var naive = OrthogonalEffect.Of(Draw(1).Rests, Draw(1).Flat, new string?[Rows]);
        ((naive.Slope - Slope) / naive.Error).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void So_does_whoever_set_the_price_where_cases_were_dealt_out()
    {
        double[] misses = [.. Enumerable.Range(1, 40).Select(seed =>
        {
            var market = Draw(seed);
            var moves = DeclaredMoves.OfInstrument("officer", market.Officers, market.Rests.Rate, Folds(), Means);
            moves.Rows.ShouldBe(Rows);
            var effect = DeclaredEffect.Of(moves, market.Rests, market.Flat)!;
            return (effect.Slope - Slope) / effect.Error;
        })];

        misses.Average().ShouldBe(0, 0.5);
        Math.Sqrt(misses.Average(m => m * m)).ShouldBe(1, 0.35);
    }

    [Fact]
    public void They_are_learned_from_only_where_they_contradict_the_rest_beyond_chance()
    {
        DeclaredMoves[] Moves(Market market) =>
        [
            DeclaredMoves.OfChange(new PriceChange("day", "2024-07-01", 90), market.Days),
            DeclaredMoves.OfInstrument("officer", market.Officers, market.Rests.Rate, Folds(), Means),
        ];

        var (hidden, open) = (Draw(4), Draw(4, mood: 0));
        DeclaredEffect.Contradicting(Moves(hidden), hidden.Rests).ShouldNotBeNull().Name.ShouldBe("officer");
        DeclaredEffect.Contradicting(Moves(open), open.Rests).ShouldBeNull();
    }

    [Fact]
    public void What_moved_nothing_is_weak_and_judges_nobody()
    {
        var market = Draw(3);
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            foreach (var sides in (int[])[2, 12])
            {
                var moves = DeclaredMoves.OfInstrument("coin", [.. market.Days.Select(_ => $"side {random.Next(sides)}")], market.Rests.Rate, Folds(), Means);
                (DeclaredEffect.Of(moves, market.Rests, market.Flat)?.Strength ?? 0).ShouldBeLessThan(10);
            }
        }

        var weak = new DeclaredFigures("coin", Rows, 4, 0.3, 0.002, 0.001, Agrees: false);
        DeclaredEffect.Judge(Figures, [weak]).Verdict.ShouldBe(PriceVerdict.Identified);
    }

    [Fact]
    public void A_strong_one_that_the_model_disagrees_with_leaves_nothing_identified()
    {
        var strong = new DeclaredFigures("officer", Rows, 60, -0.02, 0.002, 0.001, Agrees: false);

        var judged = DeclaredEffect.Judge(Figures, [strong, strong with { Agrees = true, Model = -0.021 }]);

        judged.Verdict.ShouldBe(PriceVerdict.NotIdentified);
        judged.Declared!.Value.Length.ShouldBe(2);
        judged.Grounds[^1].ShouldContain("By the declared officer a point of rate moves the probability by -0.02 ± 0.00515 (99 %), the model says 0.001");
    }

    [Fact]
    public void Rows_far_from_the_change_or_without_a_time_tell_nothing()
    {
        var moves = DeclaredMoves.OfChange(new PriceChange("wave", "3", 1), ["1", "2", "2.5", "3", "3.5", "4", "9", ""]);

        moves.Rows.ShouldBe(5);
        moves.Moves[0].ShouldBe(0);
        moves.Moves[6].ShouldBe(0);
        moves.Moves[7].ShouldBe(0);
        moves.Moves.Sum().ShouldBe(0, 1e-9);
    }

    [Theory]
    [InlineData("""{"changes":[{"column":"day","at":"2024-07-01","window":90}],"instruments":["officer"],"note":"x"}""", null)]
    [InlineData("""{"instruments":["officer"]}""", null)]
    [InlineData("""{"note":"nothing"}""", "neither changes nor instruments")]
    [InlineData("""{"changes":[{"column":"day","at":"July","window":0}]}""", "\"July\" is neither a date (yyyy-MM-dd) nor a number. changes[0].window: must be above 0.")]
    [InlineData("""{"changes":[{"column":"day","window":3}]}""", "at")]
    [InlineData("""{"instrument":["officer"]}""", "instrument")]
    public void A_declaration_is_read_or_refused_with_its_fault(string json, string? fault)
    {
        using var folder = new TestFolder();
        var path = folder.Write("pricing.json", json);

        if (fault is null)
            PricingDefinition.Load(path).Instruments.ShouldBe(["officer"]);
        else
            Should.Throw<DataFaultException>(() => PricingDefinition.Load(path)).Message.ShouldContain(fault);
    }

    private static PriceIdentification Figures { get; } = new()
    {
        Verdict = PriceVerdict.Identified,
        Grounds = ["Because."],
        IsSelected = false,
        Rows = Rows,
        Spread = 1,
        Explained = 0,
        Left = 1,
        Neighbours = new RateNeighbours(1, 1),
        Placebos = [],
    };

    private static int[] Folds() => [.. Enumerable.Range(0, Rows).Select(i => i % 5)];

    private static double[] Means(double[] values) => [.. values.Select(_ => values.Average())];

    private sealed record Market(OrthogonalRests Rests, string[] Days, string[] Officers, double[] Flat);

    // A mood that nobody sees raises rates and take-up; time raises both a little; officers differ, and on July 1 all prices rise by a point.
    private static Market Draw(int seed, double mood = 1)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[] leniency = [.. Enumerable.Range(0, 20).Select(_ => 0.7 * Normal())];
        var (rate, outcome, days, officers) = (new double[Rows], new double[Rows], new string[Rows], new string[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            var (own, day, officer) = (Normal(), random.Next(366), random.Next(20));
            rate[i] = own + leniency[officer] + (day >= 182 ? 1 : 0) + (0.002 * day) + Normal() - 1;
            var probability = 0.25 + (0.05 * mood * Math.Clamp(own, -2, 2)) + (Slope * Math.Clamp(rate[i], -5, 5)) + (0.0001 * day);
            outcome[i] = (random.NextDouble() < probability ? 1 : 0) - 0.25;
            days[i] = new DateOnly(2024, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            officers[i] = $"officer {officer}";
        }

        // What is left of a rate has mean 0.
        var middle = rate.Average();
        return new Market(new OrthogonalRests([.. Enumerable.Range(0, Rows)], [.. rate.Select(r => r - middle)], outcome, 8), days, officers, new double[Rows]);
    }
}
