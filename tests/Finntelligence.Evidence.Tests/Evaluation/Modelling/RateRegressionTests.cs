using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Evidence.Tests.Evaluation.Modelling;

public sealed class RateRegressionTests
{
    [Fact]
    public void It_finds_a_line_whose_level_and_slope_depend_on_the_applicant()
    {
        const int Rows = 500;
        var random = new CounterRandom(1);
        double[] x = [.. Enumerable.Range(0, Rows).Select(i => random.Uniform((ulong)i))];
        double[] rates = [.. Enumerable.Range(0, Rows).Select(i => 3 + (9 * random.Fork(1).Uniform((ulong)i)))];
        double[] y = [.. x.Zip(rates, (v, r) => 2 + (5 * v) + (r * (1 - (3 * v))))];
        var (level, slope) = RateRegression.Fit(x, 1, rates, [y], 1e-9)[0].Line([0.4]);
        level.ShouldBe(4, 1e-6);
        slope.ShouldBe(-0.2, 1e-6);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-1.6448536269514722, 0.05)]
    [InlineData(9, 1)]
    public void The_normal_law_has_its_quantiles(double x, double expected) => Normal.Distribution(x).ShouldBe(expected, 1e-14);
}
