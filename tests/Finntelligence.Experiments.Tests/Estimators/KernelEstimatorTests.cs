using Finntelligence.Experiments.Estimators;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class KernelEstimatorTests
{
    private static readonly double[] Bandwidths = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

    [Fact]
    public void The_kernel_is_a_density()
    {
        const int Steps = 100_000;
        Enumerable.Range(0, Steps).Sum(i => KernelEstimator.Kernel(-1 + ((i + 0.5) * 2 / Steps)) * 2 / Steps).ShouldBe(1, 1e-9);
        KernelEstimator.Kernel(0).ShouldBe(0.75);
        KernelEstimator.Kernel(1).ShouldBe(0);
        KernelEstimator.Kernel(0.5).ShouldBe(0.5625);
    }

    // 1/n Σ K((t − τ) / h) / h · r / f, by hand.
    [Fact]
    public void Its_value_is_the_formula_of_Kallus_and_Zhou()
    {
        var sample = KernelEstimator.Sample([4, 10, 7], [5, 6, 9], [0.2, 0.25, 0.2], [5.5, 5.5, 5.5], bandwidth: 2);
        double weight1 = 0.75 * (1 - 0.0625) / 2 / 0.2, weight2 = 0.75 * (1 - 0.0625) / 2 / 0.25;
        PolicyEstimators.InversePropensity(sample).Of().ShouldBe(((weight1 * 4) + (weight2 * 10)) / 3, 1e-12);
        PolicyEstimators.SelfNormalised(sample).Of().ShouldBe(((weight1 * 4) + (weight2 * 10)) / (weight1 + weight2), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void With_a_bandwidth_from_the_data_it_finds_the_value_of_a_rate_that_nobody_was_offered(double curvature)
    {
        var (rewards, rates, densities) = Draw(20_000, 3, curvature);
        double[] policy = [.. Enumerable.Repeat(6.0, rates.Length)];
        double bandwidth = KernelEstimator.Bandwidth(h => KernelEstimator.Sample(rewards, rates, densities, policy, h), Bandwidths);

        double value = PolicyEstimators.SelfNormalised(KernelEstimator.Sample(rewards, rates, densities, policy, bandwidth)).Of();

        // What bias is left is within the widths that it was compared by.
        value.ShouldBe(Expected(6, curvature), 1);
        // A flat curve can be smeared, a bent one cannot.
        if (curvature == 0)
            bandwidth.ShouldBe(3.2);
        else
            bandwidth.ShouldBeLessThan(1);
    }

    private static double Expected(double rate, double curvature) => 10 + (curvature * Math.Exp(-(rate - 6) * (rate - 6) * 2));

    // Rates are uniform in [2, 10).
    private static (double[] Rewards, double[] Rates, double[] Densities) Draw(int rows, ulong seed, double curvature)
    {
        var random = new CounterRandom(seed);
        double[] rates = [.. Enumerable.Range(0, rows).Select(i => 2 + (8 * random.Fork(1).Uniform((ulong)i)))];
        double[] rewards = [.. rates.Select((rate, i) => Expected(rate, curvature) + (10 * (random.Fork(2).Uniform((ulong)i) - 0.5)))];
        return (rewards, rates, [.. Enumerable.Repeat(1 / 8.0, rows)]);
    }
}
