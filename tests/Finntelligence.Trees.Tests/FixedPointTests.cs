namespace Finntelligence.Trees.Tests;

public sealed class FixedPointTests
{
    [Fact]
    public void Rounded_values_add_up_exactly_in_any_order()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => FixedPoint.Round(20 * random.NextDouble() - 10))];
        var forwards = values.Sum();
        Array.Reverse(values);
        values.Sum().ShouldBe(forwards);
        random.Shuffle(values);
        values.Sum().ShouldBe(forwards);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-3.7)]
    [InlineData(0)]
    public void The_nearest_multiple_is_within_half_a_step(double value)
    {
        var rounded = FixedPoint.Round(value);
        Math.Abs(rounded - value).ShouldBeLessThanOrEqualTo(Math.ScaleB(1, -33));
        (rounded * Math.ScaleB(1, 32)).ShouldBe(Math.Round(rounded * Math.ScaleB(1, 32)));
    }

    [Fact]
    public void Order_survives_rounding()
    {
        var random = new Random(2);
        for (var i = 0; i < 10_000; i++)
        {
            var a = random.NextDouble();
            var b = a + random.NextDouble() * 1e-9;
            FixedPoint.Round(a).ShouldBeLessThanOrEqualTo(FixedPoint.Round(b));
        }
    }
}
