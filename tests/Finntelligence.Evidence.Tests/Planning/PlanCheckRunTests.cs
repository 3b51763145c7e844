using Finntelligence.Evidence.Planning;
using Finntelligence.Experiments.Planning;

namespace Finntelligence.Evidence.Tests.Planning;

public sealed class PlanCheckRunTests
{
    // 300 experiments: the planned power to three points, and four binomial standard errors of so few.
    [Fact]
    public void Experiments_of_the_planned_size_see_the_difference_as_often_as_planned()
    {
        var check = PlanCheckRun.Run(new PowerPlan(0.9, 0.8), 300, 1, 2, default);
        check.ReachedPower.ShouldBe(0.8, 0.03 + (4 * Math.Sqrt(0.8 * 0.2 / 300)));
        check.Difference.ShouldBeLessThan(0);
        check.Offers.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Threads_change_nothing() =>
        PlanCheckRun.Run(new PowerPlan(0.9, 0.6), 40, 3, 1, default).ShouldBe(PlanCheckRun.Run(new PowerPlan(0.9, 0.6), 40, 3, 4, default));
}
