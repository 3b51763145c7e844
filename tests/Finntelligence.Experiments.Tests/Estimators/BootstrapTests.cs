using Finntelligence.Experiments.Estimators;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Experiments.Tests.Estimators;

public sealed class BootstrapTests
{
    private const int Rows = 700;

    private static readonly double[] Values = [.. Enumerable.Range(0, Rows).Select(i => new CounterRandom(3).Uniform((ulong)i) * 10)];
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, Rows)];

    [Fact]
    public void Sums_have_the_mean_and_the_deviation_of_resampled_rows()
    {
        double[] sums = [.. Bootstrap.Sums([Values], 4000, 1, 2, null, default).Select(s => s[0])];
        double mean = sums.Average(), deviation = Math.Sqrt(sums.Average(s => (s - mean) * (s - mean)));
        // Var Σ c x = Σ x² for counts of variance 1.
        double expected = Math.Sqrt(Values.Sum(v => v * v));
        mean.ShouldBe(Values.Sum(), 4 * expected / Math.Sqrt(4000));
        deviation.ShouldBe(expected, 0.06 * expected);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var one = Bootstrap.Sums([Values, Ones], 60, 7, 1, null, default);
        var many = Bootstrap.Sums([Values, Ones], 60, 7, 4, null, default);
        for (int r = 0; r < one.Length; r++)
            many[r].ShouldBe(one[r]);
    }

    [Fact]
    public void Whole_groups_are_resampled_together()
    {
        double[][] grouped = Bootstrap.Grouped([[1, 2, 3, 4]], [0, 1, 0, 1]);
        grouped[0].ShouldBe([4, 6]);
    }
}
