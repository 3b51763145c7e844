using Finntelligence.Modelling.Identification;

namespace Finntelligence.Modelling.Tests.Identification;

public sealed class ResidualDensityTests
{
    [Fact]
    public void It_is_a_density_near_the_one_that_the_values_were_drawn_from()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

        var density = new ResidualDensity(values);

        Enumerable.Range(-800, 1601).Sum(k => density.At(k / 100.0) / 100).ShouldBe(1, 0.005);
        foreach (var x in (double[])[-2, -1, 0, 0.5, 1.5])
            density.At(x).ShouldBe(Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 0.02);
        density.At(100).ShouldBe(0);
        density.At(double.NaN).ShouldBe(0);
    }

    [Fact]
    public void Values_of_two_kinds_have_two_peaks()
    {
        var density = new ResidualDensity([.. Enumerable.Range(0, 1000).Select(i => (i % 2 == 0 ? -1.0 : 1) + (i % 10 / 100.0))]);

        density.At(-1).ShouldBeGreaterThan(density.At(0));
        density.At(1).ShouldBeGreaterThan(density.At(0));
    }
}
