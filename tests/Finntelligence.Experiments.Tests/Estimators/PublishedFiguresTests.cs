using Finntelligence.Experiments.Estimators;
using Finntelligence.Experiments.Guarding;

namespace Finntelligence.Experiments.Tests.Estimators;

/// <summary>Figures that other libraries state in their own tests, restated: inputs and what comes out.</summary>
public sealed class PublishedFiguresTests
{
    /// <summary>VowpalWabbit/estimators, tests/test_bandits_ips.py and test_bandits_snips.py: one decision, logged with 0.3, earned 1, given 0.6 by the policy.</summary>
    [Fact]
    public void One_decision_by_VowpalWabbit()
    {
        var one = Sample([0.3], [1], [0.6]);
        PolicyEstimators.InversePropensity(one).Of().ShouldBe(2.0, 1e-12);
        PolicyEstimators.SelfNormalised(one).Of().ShouldBe(1.0, 1e-12);
    }

    /// <summary>The same, tests/test_bandits.py: policies that are the logging one, with constant rewards 1, 10 and −1.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(-1)]
    public void Constant_rewards_by_VowpalWabbit(double reward)
    {
        var sample = Sample([.. Enumerable.Repeat(1.0, 10)], [.. Enumerable.Repeat(reward, 10)], [.. Enumerable.Repeat(1.0, 10)]);
        PolicyEstimators.InversePropensity(sample).Of().ShouldBe(reward, 1e-12);
        PolicyEstimators.SelfNormalised(sample).Of().ShouldBe(reward, 1e-12);
    }

    /// <summary>
    /// The same, test_simple_convergence and test_convergence_with_no_overflow: two actions in turn, logged with 0.5, of which the first earns; intervals of
    /// 95 % lie within [0.75 r, 0.85 r] and [0.15, 0.25] of 10,000 and 1,000,000 decisions.
    /// </summary>
    [Theory]
    [InlineData(10_000, 0.8, 1, 0.75, 0.85)]
    [InlineData(10_000, 0.8, 10, 7.5, 8.5)]
    [InlineData(1_000_000, 0.2, 1, 0.15, 0.25)]
    public void Two_actions_by_VowpalWabbit(int decisions, double chance, double reward, double lower, double upper)
    {
        double[] first = [.. Enumerable.Range(0, decisions).Select(i => i % 2 == 0 ? 1.0 : 0)];
        var sample = Sample([.. first.Select(_ => 0.5)], [.. first.Select(f => f * reward)], [.. first.Select(f => f == 1 ? chance : 1 - chance)]);
        PolicyEstimators.InversePropensity(sample).Of().ShouldBe(chance * reward, 1e-9);
        double[] terms = [.. sample.Weights().Zip(sample.Rewards, (w, r) => w * r)];
        var bound = EmpiricalBernstein.Of(terms, EmpiricalBernstein.SeenRange(terms), 0.95);
        bound.Lower.ShouldBeGreaterThan(lower);
        bound.Upper.ShouldBeLessThan(upper);
    }

    /// <summary>
    /// Open Bandit Pipeline (st-tech/zr-obp), tests/ope/test_dr_estimators.py: at λ = 0 switch and shrinkage are the direct method, at λ = ∞ doubly robust; the
    /// self-normalised doubly robust value of rewards in [0, 1] is at most 2, however small the propensities.
    /// </summary>
    [Fact]
    public void Ends_and_bounds_by_the_Open_Bandit_Pipeline()
    {
        double[] rewards = [1, 0, 1, 1, 0], expected = [0.4, 0.2, 0.9, 0.1, 0.7];
        var sample = Sample([1e-6, 1e-5, 0.2, 1e-6, 0.5], rewards, [0.1, 0.3, 0.2, 0.9, 0.4]) with { Modelled = expected, ModelledTarget = [0.3, 0.3, 0.6, 0.2, 0.5] };
        double direct = PolicyEstimators.DirectMethod(sample).Of(), robust = PolicyEstimators.DoublyRobust(sample).Of();
        PolicyEstimators.Switch(sample, 0).Of().ShouldBe(direct, 1e-12);
        PolicyEstimators.Shrinkage(sample, 0).Of().ShouldBe(direct, 1e-12);
        PolicyEstimators.Switch(sample, double.PositiveInfinity).Of().ShouldBe(robust, 1e-6);
        PolicyEstimators.Shrinkage(sample, double.PositiveInfinity).Of().ShouldBe(robust, 1e-6);
        robust.ShouldBeGreaterThan(2);
        PolicyEstimators.SelfNormalisedDoublyRobust(sample).Of().ShouldBeLessThanOrEqualTo(2);
    }

    /// <summary>
    /// gostevehoward/confseq (Howard, Ramdas, McAuliffe and Sekhon), test/uniform_boundaries_unittest.cpp, whose targets are of a reference implementation in
    /// R: the two-sided normal mixture that is narrowest at 100 with α = 0.05 has ρ = 12.60056 and the boundary 30.35209 there. Their ρ is our 1 / ρ².
    /// </summary>
    [Fact]
    public void The_normal_mixture_by_confseq()
    {
        double rho = ConfidenceSequence.Rho(0.95, 100);
        (1 / (rho * rho)).ShouldBe(12.60056, 1e-5);
        (ConfidenceSequence.Radius(100, rho, 0.95) * 100).ShouldBe(30.35209, 1e-5);
    }

    private static LoggedSample Sample(double[] propensities, double[] rewards, double[] target) =>
        new() { Propensities = propensities, Rewards = rewards, Target = target };
}
