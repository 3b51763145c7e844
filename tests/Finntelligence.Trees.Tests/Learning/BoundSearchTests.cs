using Finntelligence.Trees.Learning;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class BoundSearchTests
{
    [Fact]
    public void Counts_as_a_plain_loop_does()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<float[]>(), ArbMap.Default.ArbFor<float>(), (values, value) =>
        {
            float[] bounds = [.. values.Where(v => !float.IsNaN(v)).Distinct().Order().Take(255)];
            var search = new BoundSearch(bounds);
            return bounds.Append(value).All(v => search.CountBelow(v) == bounds.Count(b => b < v));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(254)]
    [InlineData(255)]
    public void Every_length_is_searched_to_its_end(int length)
    {
        var search = new BoundSearch([.. Enumerable.Range(0, length).Select(i => (float)i)]);
        for (var i = 0; i <= length; i++)
            search.CountBelow(i - 0.5f).ShouldBe(i);
        search.CountBelow(float.PositiveInfinity).ShouldBe(length);
        search.CountBelow(float.NegativeInfinity).ShouldBe(0);
        search.CountBelow(float.NaN).ShouldBe(0);
    }
}
