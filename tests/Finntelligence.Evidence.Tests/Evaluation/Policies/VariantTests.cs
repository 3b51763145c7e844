using Finntelligence.Evidence.Evaluation.Policies;

namespace Finntelligence.Evidence.Tests.Evaluation.Policies;

public sealed class VariantTests
{
    private const int Card = 2;

    [Fact]
    public void The_engine_takes_the_best_and_at_equal_profit_the_lower_rate()
    {
        Variant.Shipped.Choose(Curves([5, 8, 8])).ShouldBe(1);
        Variant.Shipped.Choose(Curves([9, 8, 8])).ShouldBe(0);
    }

    [Theory]
    [InlineData("engine-1", 1.5, 0)]
    [InlineData("engine-1", 1, Card)]
    [InlineData("engine-1", 0.5, Card)]
    [InlineData("engine-10pc", 1.5, 0)]
    [InlineData("engine-10pc", 0.9, Card)]
    public void The_card_is_left_only_for_a_gain_above_the_threshold(string name, double gain, int expected) =>
        Variant.All.Single(v => v.Name == name).Choose(Curves([10 + gain, 3, 10])).ShouldBe(expected);

    [Fact]
    public void Where_the_engine_may_offer_nothing_the_card_stays() =>
        Variant.Shipped.Choose(Curves([double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity])).ShouldBe(Card);

    [Fact]
    public void Pessimism_needs_the_gain_to_be_sure()
    {
        var curves = Curves([0, 0, 0]);
        (curves.BagMean[0], curves.BagDeviation[0]) = (3, 2);
        Variant.All.Single(v => v.Name == "pessimism-1-0").Choose(curves).ShouldBe(0);
        Variant.All.Single(v => v.Name == "pessimism-2-0").Choose(curves).ShouldBe(Card);
    }

    [Fact]
    public void Names_are_unique() => Variant.All.Select(v => v.Name).ShouldBeUnique();

    private static ProfitCurves Curves(double[] engine)
    {
        var curves = new ProfitCurves(engine.Length, 0) { Count = engine.Length };
        engine.CopyTo(curves.Engine, 0);
        return curves;
    }
}
