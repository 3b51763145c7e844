using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class RaceRuleTests
{
    private static readonly TreeOptions Options = new() { NumberOfTrees = 400, NumberOfLeaves = 4, LearningRate = 0.05 };

    [Fact]
    public void A_convex_curve_that_would_have_won_is_never_given_up()
    {
        var random = new CounterRandom(71);
        var givenUp = 0;
        for (ulong n = 0; n < 2_000; n++)
        {
            var draw = random.Fork(n);
            var options = Options with { LearningRate = new[] { 0.02, 0.05, 0.1, 0.5 }[n % 4], NumberOfTrees = (int)(20 + (400 * draw.Uniform(0))) };
            var curve = Convex(draw, options.NumberOfTrees);
            var best = curve.Min() + (0.02 * (draw.Uniform(9) - 0.5));
            for (var rounds = RaceRule.RoundsBetweenChecks(options); rounds < curve.Length; rounds += RaceRule.RoundsBetweenChecks(options))
            {
                if (!RaceRule.HasLost(curve.AsSpan(0, rounds + 1), options, best))
                    continue;
                givenUp++;
                curve.Min().ShouldBeGreaterThanOrEqualTo(best);
                break;
            }
        }

        // About half of them end above the best; most of these are found out before their end.
        givenUp.ShouldBeInRange(600, 1_100);
    }

    [Fact]
    public void Past_its_bottom_a_curve_above_the_best_has_lost()
    {
        double[] curve = [.. Enumerable.Range(0, 101).Select(r => 0.3 + (1e-5 * Math.Abs(r - 60)))];
        RaceRule.HasLost(curve, Options, best: 0.2999).ShouldBeTrue();
        RaceRule.HasLost(curve, Options, best: 0.3).ShouldBeFalse("at equal loss the caller's order decides, so both go on");
        RaceRule.HasLost(curve, Options, best: 0.3001).ShouldBeFalse();
    }

    [Fact]
    public void Still_falling_it_has_lost_only_when_the_rounds_left_cannot_bridge_the_gap()
    {
        // It falls by 0.0002 a step; 15 of 20 steps are left.
        double[] curve = [.. Enumerable.Range(0, 101).Select(r => 0.3 - (1e-5 * r))];
        var lowest = curve[^1];
        RaceRule.HasLost(curve, Options, lowest - 0.0029).ShouldBeFalse();
        RaceRule.HasLost(curve, Options, lowest - 0.0031).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_has_lost_before_two_steps()
    {
        double[] curve = [.. Enumerable.Repeat(0.7, 40)];
        RaceRule.HasLost(curve, Options, 0.1).ShouldBeFalse();
        RaceRule.HasLost([.. curve, 0.7], Options, 0.1).ShouldBeTrue();
    }

    [Fact]
    public void Small_ensembles_of_small_trees_come_first() =>
        RaceRule.Order([Options with { NumberOfLeaves = 31 }, Options with { NumberOfTrees = 1_000 }, Options, Options with { NumberOfTrees = 100 }])
            .ShouldBe([3, 2, 1, 0]);

    /// <summary>Falls exponentially to a floor, while what is learned by heart adds up: what validation losses look like.</summary>
    private static double[] Convex(CounterRandom draw, int rounds)
    {
        var (height, rate, rise) = (0.1 * draw.Uniform(1), 3 * draw.Uniform(2) / (rounds / 10.0), 1e-5 * draw.Uniform(3));
        return [.. Enumerable.Range(0, rounds + 1).Select(r => 0.3 + (height * PortableMath.Exp(-rate * r)) + (rise * r * r / rounds))];
    }
}
