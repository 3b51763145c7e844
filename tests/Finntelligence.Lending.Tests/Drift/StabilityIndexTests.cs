using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;

namespace Finntelligence.Lending.Tests.Drift;

public class StabilityIndexTests
{
    [Fact]
    public void Of_Is_the_sum_over_bins_with_missing_values_as_one_more()
    {
        var training = new Histogram("x", [1, 2], [50, 30, 10], 10);
        var current = new Histogram("x", [1, 2], [20, 30, 30], 20);

        // (0.2 − 0.5) ln(0.2 / 0.5) + 0 + (0.3 − 0.1) ln(0.3 / 0.1) + (0.2 − 0.1) ln(0.2 / 0.1)
        StabilityIndex.Of(training, current).ShouldBe(0.274887 + 0.219722 + 0.069315, 1e-6);
    }

    [Fact]
    public void Of_Is_zero_for_the_same_shares_and_finite_for_empty_bins()
    {
        StabilityIndex.Of(new Histogram("x", [1], [30, 70], 0), new Histogram("x", [1], [60, 140], 0)).ShouldBe(0, 2e-2);
        StabilityIndex.Of(new Histogram("x", [1], [100, 0], 0), new Histogram("x", [1], [0, 100], 0)).ShouldBeInRange(5, 20);
    }

    [Fact]
    public void ByChance_Is_the_chi_square_point_over_the_harmonic_number_of_rows()
    {
        var training = new Histogram("x", [1, 2, 3, 4, 5, 6, 7, 8, 9], [.. Enumerable.Repeat(1000L, 10)], 0);
        var current = training with { Counts = [.. Enumerable.Repeat(50L, 10)] };

        // The 99 % point of χ² with 9 degrees of freedom is 21.666.
        StabilityIndex.ByChance(training, current).ShouldBe(21.666 * (1 / 10_000.0 + 1 / 500.0), 1e-3);
    }

    [Fact]
    public void ByChance_Is_exceeded_about_once_in_a_hundred_times()
    {
        var random = new Random(7);
        var training = new Histogram("x", [.. Enumerable.Range(1, 9).Select(i => (float)i / 10)], [.. Enumerable.Repeat(5000L, 10)], 0);
        var exceeded = Enumerable.Range(0, 2000).Count(_ =>
        {
            var current = StabilityIndex.Count(training, Enumerable.Range(0, 400).Select(_ => random.NextSingle()));
            return StabilityIndex.Of(training, current) > StabilityIndex.ByChance(training, current);
        });

        exceeded.ShouldBeInRange(5, 50);
    }

    [Fact]
    public void Count_Puts_an_edge_into_the_lower_bin_and_counts_missing_values()
    {
        var counted = StabilityIndex.Count(new Histogram("x", [1, 2], [0, 0, 0], 0), [0, 1, 1.5f, 2, 3, float.NaN]);

        counted.Counts.ShouldBe([2, 2, 1]);
        counted.Missing.ShouldBe(1);
    }
}
