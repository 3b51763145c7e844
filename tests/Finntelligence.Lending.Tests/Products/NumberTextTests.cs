using System.Text;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Tests.Products;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("3.2", 1000, 3200)]
    [InlineData("-0.5", 1, -0.5)]
    [InlineData("1e3", 1, 1000)]
    [InlineData("1E-3", 1000, 1)]
    [InlineData("0.1", 1, 0.1)]
    [InlineData("1e30", 1, 1e30)]
    [InlineData("7e28", 1000, 7e31)]
    public void TryParse_Scales_exactly(string text, int scale, double value)
    {
        NumberText.TryParse(text, scale, out var fromText).ShouldBeTrue();
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), scale, out var fromBytes).ShouldBeTrue();

        fromText.Value.ShouldBe(value);
        fromBytes.ShouldBe(fromText);
    }

    // 1.005 × 1000 in binary is 1004.9999999999999.
    [Fact]
    public void TryParse_Multiplies_in_decimal()
    {
        (1.005 * 1000).ShouldNotBe(1005);
        NumberText.TryParse("1.005", 1000, out var number).ShouldBeTrue();
        number.Value.ShouldBe(1005);
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("-0.000")]
    [InlineData("0e5")]
    public void TryParse_Knows_one_zero(string text)
    {
        NumberText.TryParse(text, 1, out var number).ShouldBeTrue();
        BitConverter.DoubleToInt64Bits(number.Value).ShouldBe(0);
    }

    // Found by search: mantissas beyond 2^53, where the conversion to double rounds twice.
    [Fact]
    public void TryParse_Gives_the_same_bits_however_many_zeros_follow()
    {
        var random = new Random(77);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = $"{random.NextInt64(1, 1_000_000_000_000)}.{random.NextInt64(1, 100_000_000):D8}";
            NumberText.TryParse(digits, 1, out var plain).ShouldBeTrue();
            NumberText.TryParse(digits + new string('0', random.Next(1, 8)), 1, out var padded).ShouldBeTrue();
            BitConverter.DoubleToInt64Bits(padded.Value).ShouldBe(BitConverter.DoubleToInt64Bits(plain.Value), digits);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    public void TryParse_Refuses_what_is_no_finite_number(string text)
    {
        NumberText.TryParse(text, 1, out _).ShouldBeFalse();
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), 1, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1e-999999999999")]
    [InlineData("1e-400")]
    [InlineData("0.00000000000000000000000000000000000001")]
    public void TryParse_Takes_a_vanishing_number(string text)
    {
        NumberText.TryParse(text, 1, out var number).ShouldBeTrue();
        number.Value.ShouldBe(0);
    }
}
