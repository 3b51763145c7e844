using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Guarding;

public sealed class ArmComparisonTests
{
    private static readonly StopRule Rule = new(0.95, WorseBy: 0, LeastDecisions: 300);

    [Theory]
    [InlineData(-10, StopVerdict.StopWorse)]
    [InlineData(10, StopVerdict.ShownBetter)]
    public void A_clear_difference_is_found_and_its_size_is_right(double difference, StopVerdict verdict)
    {
        var comparison = Run(difference, decisions: 6000, seed: 1);
        comparison.Verdict.ShouldBe(verdict);
        comparison.Difference.ShouldBe(difference, 4);
    }

    [Fact]
    public void Without_a_difference_few_experiments_end()
    {
        int ended = Enumerable.Range(0, 200).Count(seed =>
        {
            bool any = false;
            Run(0, 1500, (ulong)seed, c => any |= c.Verdict != StopVerdict.GoOn);
            return any;
        });
        ended.ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void A_loss_that_is_allowed_ends_nothing() => Run(-2, 20_000, 3, rule: Rule with { WorseBy = 4 }).Verdict.ShouldBe(StopVerdict.GoOn);

    [Fact]
    public void It_does_not_end_before_its_time() => Run(-100, 299, 1).Verdict.ShouldBe(StopVerdict.GoOn);

    private static ArmComparison Run(double difference, int decisions, ulong seed, Action<ArmComparison>? look = null, StopRule? rule = null)
    {
        var random = new CounterRandom(seed);
        var comparison = new ArmComparison(rule ?? Rule, 0.7, 0.2);
        for (int i = 0; i < decisions; i++)
        {
            double arm = random.Fork(1).Uniform((ulong)i);
            bool isArm = arm < 0.2, isChampion = arm is >= 0.2 and < 0.9;
            // One in five is taken and earns 100; the mean is 20, 20 + difference in the arm.
            double profit = random.Fork(2).Uniform((ulong)i) < 0.2 ? 100 + (isArm ? 5 * difference : 0) : 0;
            comparison.Add(profit, isArm, isChampion);
            look?.Invoke(comparison);
        }
        return comparison;
    }
}
