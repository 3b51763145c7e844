using Finntelligence.Experiments.Planning;

namespace Finntelligence.Experiments.Tests.Planning;

public sealed class PowerPlanTests
{
    private static readonly PowerPlan Usual = new(0.95, 0.8);

    // Any table of two-sample sizes: half a standard deviation, both arms alike, 63 to 64 each.
    [Fact]
    public void It_has_the_textbook_size() => (Usual.Offers(PowerPlan.TwoArms(1, 1, 0.5), 0.5) / 2).ShouldBe(62.79, 0.01);

    [Fact]
    public void Size_difference_and_power_agree()
    {
        double offers = Usual.Offers(40_000, 3);
        Usual.Detectable(40_000, offers).ShouldBe(3, 1e-9);
        Usual.PowerOf(40_000, offers, 3).ShouldBe(0.8, 1e-3);
        Usual.PowerOf(40_000, offers, 0).ShouldBe(0.05, 1e-9);
        Usual.PowerOf(40_000, offers, -3).ShouldBe(Usual.PowerOf(40_000, offers, 3), 1e-12);
    }

    [Fact]
    public void Unequal_arms_and_drawn_rates_need_more()
    {
        PowerPlan.TwoArms(1, 1, 0.5).ShouldBe(4);
        PowerPlan.TwoArms(1, 1, 0.1).ShouldBe(10 + (1 / 0.9), 1e-12);
        PowerPlan.Exploring(1, 0.5, 1).ShouldBe(4);
        PowerPlan.Exploring(1, 0.5, 9).ShouldBe(20);
    }
}
