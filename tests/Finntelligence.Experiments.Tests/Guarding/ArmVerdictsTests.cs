using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Experiments.Realised;

namespace Finntelligence.Experiments.Tests.Guarding;

public sealed class ArmVerdictsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly PricingExperiment Experiment = new(
    [
        Definitions.Experiments.Current with
        {
            Arms = [new("champion", 0.5, ArmPolicy.Engine, null, false, null), new("dear", 0.5, ArmPolicy.Engine, null, false, null), new("next", 0, ArmPolicy.Engine, null, true, null)],
            Guardrails = new Guardrails { Stop = new StopRule(0.95, 1, 200) },
        },
    ]);

    [Fact]
    public void An_arm_that_loses_is_stopped_and_the_reason_names_it()
    {
        var verdict = ArmVerdicts.Of(Experiment, Outcomes(1000, i => i % 2 == 0 ? 20 : 5), 0).ShouldHaveSingleItem();
        verdict.Arm.ShouldBe("dear");
        verdict.Verdict.ShouldBe(StopVerdict.StopWorse);
        verdict.OfArm.ShouldBe(500);
        verdict.Interval.Upper.ShouldBeLessThan(-1);
        ArmVerdicts.WhyStop([verdict])!.ShouldContain("dear");
    }

    [Fact]
    public void Offers_that_are_too_young_and_those_of_another_experiment_do_not_count()
    {
        ArmVerdicts.Of(Experiment, Outcomes(1000, i => i % 2 == 0 ? 20 : 5), horizonMonths: 2).ShouldHaveSingleItem().Decisions.ShouldBe(0);
        var others = Outcomes(1000, i => i % 2 == 0 ? 20 : 5).Select(o => o with { Policy = o.Policy.Replace(":1/", ":7/", StringComparison.Ordinal) });
        ArmVerdicts.Of(Experiment, others, 0).ShouldHaveSingleItem().Verdict.ShouldBe(StopVerdict.GoOn);
    }

    [Fact]
    public void Arms_that_earn_the_same_go_on()
    {
        var verdicts = ArmVerdicts.Of(Experiment, Outcomes(1000, i => i % 4 < 2 ? 20 : 5), 0);
        verdicts.ShouldHaveSingleItem().Verdict.ShouldBe(StopVerdict.GoOn);
        ArmVerdicts.WhyStop(verdicts).ShouldBeNull();
    }

    private static IEnumerable<ArmOutcome> Outcomes(int count, Func<int, double> profit) => Enumerable.Range(0, count)
        .Select(i => new ArmOutcome(Start.AddMinutes(i), i % 2 == 0 ? "experiment:1/champion" : "experiment:1/dear", profit(i), MonthsOnBook: 1));
}
