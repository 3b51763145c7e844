using Finntelligence.Foundation.Output;

namespace Finntelligence.Foundation.Tests.Output;

public sealed class AxisTests
{
    [Fact]
    public void Ticks_are_round_and_zero_is_zero() => new Axis(-0.2, 1, 0, 100).Ticks(6).ShouldBe([-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1], 1e-12);

    [Fact]
    public void A_value_has_its_place() => new Axis(0, 10, 100, 200).At(2.5).ShouldBe(125);
}
