using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Trees.Tests.Ensembles.Specialised;

public sealed class FreeCategoriesTests
{
    [Theory]
    [InlineData(new int[0], false)]
    [InlineData(new int[0], true)]
    [InlineData(new[] { 0 }, false)]
    [InlineData(new[] { 4, 5, 7 }, true)]
    [InlineData(new[] { 0, 1, SplitNode.CategoryLimit - 1 }, false)]
    public void Chain_Sends_Every_Value_Where_The_Set_Does(int[] codes, bool missingLeft)
    {
        var inner = new SplitNode(0, 5, ~0, ~1, false, 1, 1);
        var tree = new DecisionTree(
            [new SplitNode(0, 0, 1, ~2, missingLeft, 1, 1, [.. codes]), inner], [new Leaf(0, 1), new Leaf(1, 1), new Leaf(2, 1)]);

        var chain = FreeCategories.AsThresholds(tree, [0]);

        chain.Nodes.ShouldAllBe(n => n.Categories == null);
        float[] values =
        [
            float.NaN, float.NegativeInfinity, -1, -float.Epsilon, -0f, 0, 0.5f, 1, 4, MathF.BitIncrement(4), 4.5f, MathF.BitDecrement(5), 5, 6, 7,
            8, SplitNode.CategoryLimit - 1, SplitNode.CategoryLimit, float.PositiveInfinity,
        ];
        foreach (var value in values)
            chain.LeafOf([value]).ShouldBe(tree.LeafOf([value]), $"{value}");
    }

    [Fact]
    public void Sets_On_Known_Features_Stay()
    {
        var tree = new DecisionTree([new SplitNode(0, 0, ~0, ~1, false, 1, 1, [3])], [new Leaf(0, 1), new Leaf(1, 1)]);

        FreeCategories.AsThresholds(tree, [null]).ShouldBeSameAs(tree);
    }
}
