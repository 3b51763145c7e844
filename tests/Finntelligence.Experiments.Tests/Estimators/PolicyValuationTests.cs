using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class PolicyValuationTests
{
    private static readonly ValuationOptions Options = new() { Replicates = 300, Threads = 2 };

    [Fact]
    public void A_policy_with_no_overlap_gets_a_reason_and_no_figure()
    {
        var sample = LoggedWorld.Draw(500, 1, (x, price) => 68.28);
        var nowhere = sample with { Target = new double[500] };

        var valued = PolicyValuation.Value([new("logged", "As logged", sample with { Target = sample.Propensities }), new("nowhere", "Nowhere", nowhere)], Options, default);

        valued[1].Refusal.ShouldNotBeNull().ShouldContain("no decision");
        valued[1].Estimates.ShouldBeEmpty();
        valued[1].Quoted.ShouldBeNull();
        valued[0].Quoted!.Value.ShouldBe(sample.Rewards.Average(), 1e-9);
    }

    [Fact]
    public void Differences_are_paired()
    {
        var sample = LoggedWorld.Draw(800, 2);
        var better = sample with { Rewards = [.. sample.Rewards.Select(r => r + 2)] };

        var valued = PolicyValuation.Value([new("a", "A", sample), new("b", "B", better)], Options, default);

        var difference = valued[1].Estimates.Single(e => e.Estimator == "selfNormalised");
        difference.Difference!.Value.ShouldBe(2, 1e-9);
        difference.DifferenceInterval!.Value.Lower.ShouldBe(2, 1e-9);
        difference.DifferenceInterval!.Value.Upper.ShouldBe(2, 1e-9);
        difference.Interval.Upper.ShouldBeGreaterThan(difference.Interval.Lower);
    }

    [Fact]
    public void Intervals_cover_the_truth_as_often_as_they_say()
    {
        int covered = 0, bernstein = 0;
        const int Logs = 150;
        for (ulong log = 0; log < Logs; log++)
        {
            var sample = LoggedWorld.Draw(600, 100 + log, LoggedWorld.Expected);
            var robust = PolicyValuation.Value([new("p", "P", sample)], Options with { Seed = log }, default)[0].Quoted!;
            covered += Holds(robust.Interval) ? 1 : 0;
            bernstein += Holds(robust.Bernstein!.Value) ? 1 : 0;
        }

        // Four binomial standard errors.
        (covered / (double)Logs).ShouldBe(0.9, 0.1);
        (bernstein / (double)Logs).ShouldBeGreaterThanOrEqualTo(0.9);

        static bool Holds(Interval interval) => interval.Lower <= LoggedWorld.Truth && LoggedWorld.Truth <= interval.Upper;
    }
}
