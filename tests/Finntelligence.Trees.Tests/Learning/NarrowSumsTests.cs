using System.Runtime.Intrinsics;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class NarrowSumsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(11, 12)]
    [InlineData(17, 19)]
    [InlineData(29, 30)]
    public void As_many_rows_as_fit_sum_exactly_even_at_the_extremes(int gradientBits, int hessianBits)
    {
        int gradient = 1 << gradientBits, hessian = Math.Max(1, 1 << hessianBits >> 2);
        var narrow = new NarrowSums(gradient, 1 << hessianBits);
        foreach (var (g, h) in ((int, int)[])[(gradient, hessian), (-gradient, hessian), (gradient, 0), (-gradient, 0), (0, hessian), (0, 0)])
        {
            var sum = 0L;
            for (var i = 0; i < narrow.Rows; i++)
                sum += narrow.Of(g, h);
            narrow.Take(sum).ShouldBe(Vector128.Create(g * narrow.Rows, h * narrow.Rows, narrow.Rows, narrow.Rows));
        }
    }

    [Fact]
    public void Random_rows_sum_exactly()
    {
        var random = new CounterRandom(5);
        var narrow = new NarrowSums(1 << 12, 1 << 13);
        for (var trial = 0UL; trial < 200; trial++)
        {
            var (sum, expected) = (0L, Vector128<int>.Zero);
            for (var i = 0UL; i < random.Bits(trial) % (ulong)narrow.Rows; i++)
            {
                var bits = random.Fork(trial).Bits(i);
                var (g, h) = ((int)(bits % 8193) - 4096, (int)((bits >> 32) % 2049));
                sum += narrow.Of(g, h);
                expected += Vector128.Create(g, h, 1, 1);
            }

            narrow.Take(sum).ShouldBe(expected);
        }
    }

    [Fact]
    public void A_million_rows_leave_room_for_thousands() => new NarrowSums(1 << 12, 1 << 13).Rows.ShouldBe(4096);
}
