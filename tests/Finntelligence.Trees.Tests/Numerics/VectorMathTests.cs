using System.Runtime.Intrinsics;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Numerics;

public sealed class VectorMathTests
{
    [Fact]
    public void Sigmoid_has_the_bits_of_the_scalar_one()
    {
        var random = new CounterRandom(9);
        double[] edges = [0, -0.0, 1e-300, 699.9, -699.9, 701, -701, 745.5, -745.5, 1e308, -1e308, double.NaN, double.PositiveInfinity];
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(i => (random.Uniform((ulong)i) - 0.5) * Math.Pow(10, i % 4))];
        foreach (var eight in edges.Concat(drawn).Chunk(8).Where(c => c.Length == 8))
        {
            var actual = VectorMath.Sigmoid(Vector512.Create<double>(eight));
            for (var k = 0; k < 8; k++)
                BitConverter.DoubleToInt64Bits(actual[k]).ShouldBe(BitConverter.DoubleToInt64Bits(PortableMath.Sigmoid(eight[k])), $"{eight[k]:R}");
        }
    }

    [Fact]
    public void Log_loss_has_the_bits_of_the_scalar_one()
    {
        var random = new CounterRandom(10);
        double[] edges = [0, -0.0, 1e-300, -1e-17, 0.88137358701954305, -0.88137358701954294, 699.9, -699.9, 701, -701, 745.5, -745.5, 1e308, -1e308, double.PositiveInfinity, 37];
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(i => (random.Uniform((ulong)i) - 0.5) * Math.Pow(10, i % 4))];
        foreach (var eight in edges.Concat(drawn).Chunk(8).Where(c => c.Length == 8))
        {
            var actual = VectorMath.LogLoss(Vector512.Create<double>(eight));
            for (var k = 0; k < 8; k++)
            {
                var expected = Math.Max(-eight[k], 0) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(eight[k])));
                BitConverter.DoubleToInt64Bits(actual[k]).ShouldBe(BitConverter.DoubleToInt64Bits(expected), $"{eight[k]:R}");
            }
        }
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(-0.5, 0)]
    [InlineData(-2.5, -2)]
    [InlineData(1073741823.4, 1073741823)]
    [InlineData(-1073741824.0, -1073741824)]
    public void Rounds_to_the_nearest_even_integer(double value, int expected) =>
        VectorMath.RoundToInt64(Vector512.Create(value))[3].ShouldBe(expected);
}
