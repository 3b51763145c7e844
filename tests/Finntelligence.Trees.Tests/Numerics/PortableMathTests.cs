using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Numerics;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp_is_within_a_few_last_bits_of_the_platform()
    {
        for (var x = -700.0; x <= 700; x += 0.0137)
            (PortableMath.Exp(x) / Math.Exp(x)).ShouldBe(1, 1e-15, $"x = {x}");
    }

    [Fact]
    public void Log_is_within_a_few_last_bits_of_the_platform()
    {
        for (var x = 1e-300; x < 1e300; x *= 1.137)
            Math.Abs(PortableMath.Log(x) - Math.Log(x)).ShouldBeLessThanOrEqualTo(4e-16 * Math.Max(1, Math.Abs(Math.Log(x))), $"x = {x}");
        for (var x = 0.5; x < 2; x += 0.00037)
            Math.Abs(PortableMath.Log(x) - Math.Log(x)).ShouldBeLessThanOrEqualTo(3e-16, $"x = {x}");
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-1000, 0)]
    [InlineData(0, 1)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_at_the_edges(double x, double expected) => PortableMath.Exp(x).ShouldBe(expected);

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, 0)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Log_at_the_edges(double x, double expected) => PortableMath.Log(x).ShouldBe(expected);

    [Fact]
    public void Exp_of_denormal_results_is_close() => PortableMath.Exp(-740).ShouldBe(Math.Exp(-740), 5e-324);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1000, 1)]
    [InlineData(-1000, 0)]
    public void Sigmoid_at_the_edges(double x, double expected) => PortableMath.Sigmoid(x).ShouldBe(expected);
}
