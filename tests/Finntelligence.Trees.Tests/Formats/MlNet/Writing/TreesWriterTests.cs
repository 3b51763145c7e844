using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Trees.Tests.Formats.MlNet.Writing;

public sealed class TreesWriterTests
{
    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MinValue)]
    [InlineData(-1f)]
    [InlineData(-float.Epsilon)]
    [InlineData(0f)]
    [InlineData(float.Epsilon)]
    [InlineData(1f)]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.PositiveInfinity)]
    public void StandIn_Is_On_The_Side_Of_Missing_Values_And_Never_Zero(float threshold)
    {
        foreach (var left in new[] { true, false })
        {
            var standIn = TreesWriter.StandIn(new SplitNode(0, threshold, ~0, ~1, left, 0, 0));
            (standIn <= threshold).ShouldBe(left);
            standIn.ShouldNotBe(0);
        }
    }

    [Fact]
    public void Write_Leaves_The_Stand_Ins_Out_Where_Missing_Values_Go_Right()
    {
        var right = Size(Stump(missingGoesLeft: false));
        Size(Stump(missingGoesLeft: true)).ShouldBe(right + sizeof(float));
    }

    private static DecisionTree Stump(bool missingGoesLeft) =>
        new([new SplitNode(0, 0, ~0, ~1, missingGoesLeft, 0, 0)], [new(1, 0), new(2, 0)]);

    private static int Size(DecisionTree tree)
    {
        var body = new ByteSink();
        TreesWriter.Write(body, [tree], 1);
        return body.Length;
    }
}
