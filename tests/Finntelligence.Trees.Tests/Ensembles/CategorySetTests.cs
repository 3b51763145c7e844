using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Ensembles;

public sealed class CategorySetTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 0, 63, 64, 4095 })]
    [InlineData(new[] { 5, 4200, 70_000 })]
    [InlineData(new[] { 16_777_215 })]
    public void Holds_its_codes_and_nothing_else(int[] codes)
    {
        var set = new CategorySet([.. codes]);
        foreach (var near in codes.Concat([0, 1, 62, 65, 128, 4096, 69_999, 16_777_214]).SelectMany(c => new[] { c - 1, c, c + 1 }))
            set.Contains(near).ShouldBe(codes.Contains(near), near.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var none in (float[])[-1, 0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f])
            set.Contains(none).ShouldBeFalse();
    }

    [Fact]
    public void A_single_huge_code_costs_no_more_than_a_small_one()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            _ = new CategorySet([SplitNode.CategoryLimit - 1]);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100 * 1000);
    }
}
