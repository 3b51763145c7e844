using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Models;
using Finntelligence.Trees;

namespace Finntelligence.Lending.Tests.Explanations;

public sealed class BestEndTests
{
    // Bins: up to 10, 20, 30, 40, above; the first and the last are empty.
    private static readonly Histogram Seen = new("score", [10, 20, 30, 40], [0, 5, 5, 5, 0], 3);

    [Theory]
    [InlineData(Monotonicity.Decreasing, 31f, true)] // the highest bin that training saw
    [InlineData(Monotonicity.Decreasing, 40f, true)]
    [InlineData(Monotonicity.Decreasing, 99f, true)] // beyond it
    [InlineData(Monotonicity.Decreasing, 30f, false)]
    [InlineData(Monotonicity.Decreasing, 5f, false)]
    [InlineData(Monotonicity.Increasing, 20f, true)]
    [InlineData(Monotonicity.Increasing, 5f, true)]
    [InlineData(Monotonicity.Increasing, 20.5f, false)]
    [InlineData(Monotonicity.Increasing, 99f, false)]
    [InlineData(Monotonicity.None, 99f, false)]
    [InlineData(Monotonicity.Decreasing, float.NaN, false)]
    public void Holds_In_The_Outermost_Occupied_Bin_On_The_Good_Side(Monotonicity direction, float value, bool expected) =>
        BestEnd.Holds(Seen, direction, value).ShouldBe(expected);
}
