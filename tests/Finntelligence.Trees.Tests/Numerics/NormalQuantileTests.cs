using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Numerics;

public sealed class NormalQuantileTests
{
    // Published values; the first three are the test values of Wichura's paper.
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.9999, 3.719016485455709)]
    public void Quantiles_are_the_published_ones(double probability, double expected) =>
        NormalQuantile.Of(probability).ShouldBe(expected, 1e-13);

    [Fact]
    public void Quantiles_rise()
    {
        double previous = double.NegativeInfinity;
        for (int i = 1; i < 10_000; i++)
        {
            double quantile = NormalQuantile.Of(i / 10_000.0);
            quantile.ShouldBeGreaterThan(previous);
            previous = quantile;
        }
    }
}
