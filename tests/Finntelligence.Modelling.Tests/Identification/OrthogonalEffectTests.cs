using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class OrthogonalEffectTests
{
    private const int Rows = 10_000;
    private const double Slope = -0.02;

    [Fact]
    public void The_estimate_finds_the_slope_and_knows_its_error()
    {
        double[] misses = [.. Enumerable.Range(1, 200).Select(seed =>
        {
            var effect = OrthogonalEffect.Of(Draw(seed), new double[Rows], new string?[Rows]);
            return (effect.Slope - Slope) / effect.Error;
        })];

        misses.Average().ShouldBe(0, 0.25);
        Math.Sqrt(misses.Average(m => m * m)).ShouldBe(1, 0.15);
    }

    [Fact]
    public void A_model_with_the_same_slope_agrees_and_one_that_says_nothing_does_not()
    {
        var rests = Draw(1);

        var right = OrthogonalEffect.Of(rests, [.. rests.Rate.Select(r => Slope * r)], Segments());
        var flat = OrthogonalEffect.Of(rests, new double[Rows], Segments());

        right.Model.ShouldBe(Slope, 1e-7);
        right.Agrees.ShouldBeTrue();
        flat.Agrees.ShouldBeFalse();
        right.Segments.Select(s => s.Segment).ShouldBe(["HIGH", "LOW"]);
        right.Segments.Sum(s => s.Rows).ShouldBe(Rows);
    }

    [Fact]
    public void The_robustness_value_is_that_of_Cinelli_and_Hazlett()
    {
        // Their example of Darfur: t = 4.184 with 783 degrees of freedom has the values 13.9 % and 7.6 %.
        var rests = Draw(3) with { Regressors = Rows - 784 };
        var plain = OrthogonalEffect.Of(rests, new double[Rows], new string?[Rows]);
        var t = Math.Abs(plain.Slope / plain.Error);
        var f = t / Math.Sqrt(783);

        plain.Robustness.ShouldBe((Math.Sqrt(Math.Pow(f, 4) + (4 * f * f)) - (f * f)) / 2, 1e-6);
        Robustness(4.184 / Math.Sqrt(783)).ShouldBe(0.139, 0.0005);
        Robustness((4.184 - 1.96) / Math.Sqrt(782)).ShouldBe(0.076, 0.0006);
        plain.RobustnessOfSign.ShouldBeLessThan(plain.Robustness);
    }

    [Fact]
    public void A_disagreement_costs_one_step_and_is_said()
    {
        var effect = OrthogonalEffect.Of(Draw(1), new double[Rows], Segments());

        foreach (var (before, after) in new[]
        {
            (PriceVerdict.Randomised, PriceVerdict.Identified), (PriceVerdict.Identified, PriceVerdict.NotIdentified),
            (PriceVerdict.NotIdentified, PriceVerdict.NotIdentified),
        })
        {
            OrthogonalEffect.Judge(Figures(before), effect).Verdict.ShouldBe(after);
        }

        OrthogonalEffect.Judge(Figures(PriceVerdict.Randomised), effect).Grounds[^1].ShouldContain("outside the 99 % interval");
    }

    private static double Robustness(double f) => (Math.Sqrt((f * f * f * f) + (4 * f * f)) - (f * f)) / 2;

    private static PriceIdentification Figures(PriceVerdict verdict) => new()
    {
        Verdict = verdict,
        Grounds = ["Because."],
        IsSelected = false,
        Rows = Rows,
        Spread = 1,
        Explained = 0,
        Left = 1,
        Neighbours = new RateNeighbours(1, 1),
        Placebos = [],
    };

    private static string?[] Segments() => [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? "LOW" : "HIGH")];

    private static OrthogonalRests Draw(int seed)
    {
        var random = new Random(seed);
        double[] rate = [.. Enumerable.Range(0, Rows).Select(_ => 4 * (random.NextDouble() - 0.5))];
        // A probability around 0.2, so that the variance depends on the rate.
        double[] outcome = [.. rate.Select(r => (random.NextDouble() < 0.2 + (Slope * r) ? 1 : 0) - 0.2)];
        return new OrthogonalRests([.. Enumerable.Range(0, Rows)], rate, outcome, 8);
    }
}
