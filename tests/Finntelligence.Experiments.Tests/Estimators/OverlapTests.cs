using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class OverlapTests
{
    [Fact]
    public void Its_figures_are_those_of_the_weights()
    {
        var overlap = Overlap.Of([0, 1, 3, 0]);
        overlap.Matched.ShouldBe(2);
        overlap.EffectiveSize.ShouldBe(16.0 / 10);
        overlap.Coverage.ShouldBe(1);
        overlap.Greatest.ShouldBe(3);
        overlap.ShareOfTopPercent.ShouldBe(0.75);
        overlap.CoverageError.ShouldBe(Math.Sqrt((2.5 - 1) / 4), 1e-12);
    }

    [Fact]
    public void What_the_log_never_did_has_no_value() => Overlap.Of(new double[1000]).Refusal().ShouldNotBeNull().ShouldContain("no decision");

    [Fact]
    public void Too_few_decisions_have_no_value() =>
        Overlap.Of([.. Enumerable.Repeat(0.0, 1000), .. Enumerable.Repeat(40.0, 25)]).Refusal().ShouldNotBeNull().ShouldContain("25");

    [Fact]
    public void A_policy_that_is_half_outside_has_no_value()
    {
        // Its offers to every other person were never made.
        double[] weights = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? 0 : i % 4 == 1 ? 2.0 : 0)];
        var overlap = Overlap.Of(weights);
        overlap.Coverage.ShouldBe(0.5);
        overlap.Refusal().ShouldNotBeNull().ShouldContain("% of its offers");
        overlap.Refusal(outside: 0.01).ShouldBeNull();
        overlap.Refusal(outside: 0.5).ShouldNotBeNull().ShouldContain("50 %");
    }

    [Fact]
    public void A_policy_that_the_log_covers_has_one() => Overlap.Of(LoggedWorld.Draw(2000, 1)).Refusal().ShouldBeNull();
}
