using System.Numerics;
using Finntelligence.Foundation.Numbers;

namespace Finntelligence.Foundation.Tests.Numbers;

public sealed class ExactSumTests
{
    [Fact]
    public void Nothing_is_lost_between_numbers_of_any_size()
    {
        ExactSum.Of([1e300, 1, -1e300]).Value.ShouldBe(1);
        ExactSum.Of([double.MaxValue, double.MaxValue, -double.MaxValue]).Value.ShouldBe(double.MaxValue);
        ExactSum.Of([double.Epsilon, 1, -1]).Value.ShouldBe(double.Epsilon);
        ExactSum.Of(Enumerable.Repeat(0.1, 10)).Value.ShouldBe(1);
        ExactSum.Of([]).Value.ShouldBe(0);
        ExactSum.Of([double.MaxValue, double.MaxValue]).Value.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Ties_go_to_the_even_neighbour()
    {
        double ulp = Math.BitIncrement(1.0) - 1;
        ExactSum.Of([1, ulp / 2]).Value.ShouldBe(1);
        ExactSum.Of([1 + ulp, ulp / 2]).Value.ShouldBe(1 + (2 * ulp));
        ExactSum.Of([1, ulp / 2, double.Epsilon]).Value.ShouldBe(1 + ulp);
        ExactSum.Of([-1, -ulp / 2, -double.Epsilon]).Value.ShouldBe(-1 - ulp);
    }

    [Fact]
    public void Order_and_parts_change_no_bit_and_the_value_is_the_rational_sum_rounded()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            double[] values = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-60, 60)))];
            var whole = ExactSum.Of(values);
            random.Shuffle(values);
            int cut = random.Next(values.Length + 1);
            var (first, rest) = (ExactSum.Of(values[..cut]), ExactSum.Of(values[cut..]));
            ExactSum.TryParse(first.ToString(), out var parsed).ShouldBeTrue();
            parsed.Add(rest);

            parsed.ToString().ShouldBe(whole.ToString());
            parsed.Value.ShouldBe(whole.Value);
            BigInteger steps = values.Aggregate(BigInteger.Zero, (sum, v) => sum + Steps(v));
            // The nearest double: neither neighbour is nearer.
            BigInteger distance = BigInteger.Abs(steps - Steps(whole.Value));
            distance.ShouldBeLessThanOrEqualTo(BigInteger.Abs(steps - Steps(Math.BitIncrement(whole.Value))));
            distance.ShouldBeLessThanOrEqualTo(BigInteger.Abs(steps - Steps(Math.BitDecrement(whole.Value))));
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_sum_is_refused(double value) => Should.Throw<ArgumentOutOfRangeException>(() => new ExactSum().Add(value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("xp1")]
    [InlineData("2p0")]
    [InlineData("01p0")]
    [InlineData("-0p0")]
    [InlineData("1p2000")]
    public void What_is_not_written_so_is_not_read(string? text) => ExactSum.TryParse(text, out _).ShouldBeFalse();

    private static BigInteger Steps(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        mantissa <<= Math.Max(exponent - 1, 0);
        return bits < 0 ? -mantissa : mantissa;
    }
}
