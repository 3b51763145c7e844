using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class BoundsTests
{
    [Fact]
    public void An_increasing_split_keeps_the_left_below_and_the_right_above_the_middle()
    {
        var (left, right) = new Bounds(-1, 5).Split(0, 2, Monotonicity.Increasing);
        left.ShouldBe(new Bounds(-1, 1));
        right.ShouldBe(new Bounds(1, 5));
    }

    [Fact]
    public void A_decreasing_split_keeps_the_left_above_and_the_right_below_the_middle()
    {
        var (left, right) = Bounds.None.Split(2, 0, Monotonicity.Decreasing);
        left.ShouldBe(new Bounds(1, double.PositiveInfinity));
        right.ShouldBe(new Bounds(double.NegativeInfinity, 1));
    }

    [Fact]
    public void A_free_split_hands_its_bounds_down()
    {
        var bounds = new Bounds(-1, 5);
        bounds.Split(4, -1, Monotonicity.None).ShouldBe((bounds, bounds));
    }

    [Theory]
    [InlineData(-3, -1)]
    [InlineData(2, 2)]
    [InlineData(9, 5)]
    public void A_value_outside_is_brought_to_the_edge(double value, double expected) =>
        new Bounds(-1, 5).Clamp(value).ShouldBe(expected);
}
