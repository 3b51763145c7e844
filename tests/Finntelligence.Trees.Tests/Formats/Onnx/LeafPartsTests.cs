using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.Onnx;

namespace Finntelligence.Trees.Tests.Formats.Onnx;

public sealed class LeafPartsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(500, 0.3)]
    [InlineData(3000, 40)]
    [InlineData(50, 1e-12)]
    [InlineData(7, 1e12)]
    public void Split_Makes_Sums_That_Float32_Holds_In_Any_Order(int count, double leafSize)
    {
        var random = new Random(count);
        var trees = Trees(random, count, leafSize);
        var parts = LeafParts.Split(trees);
        for (var round = 0; round < 20; round++)
        {
            var leaves = trees.Select(t => random.Next(t.Leaves.Length)).ToArray();
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            for (var p = 0; p < 2; p++)
            {
                var forwards = 0f;
                var shuffled = 0f;
                var exact = 0.0;
                for (var t = 0; t < count; t++)
                {
                    forwards += parts.PerLeaf[t][leaves[t]][p];
                    shuffled += parts.PerLeaf[order[t]][leaves[order[t]]][p];
                    exact += parts.PerLeaf[t][leaves[t]][p];
                }

                ((double)forwards).ShouldBe(exact);
                ((double)shuffled).ShouldBe(exact);
            }
        }
    }

    [Theory]
    [InlineData(500, 0.3)]
    [InlineData(3000, 40)]
    public void Split_Loses_Far_Less_Than_Float32_Rounding_Does(int count, double leafSize)
    {
        var random = new Random(count);
        var trees = Trees(random, count, leafSize);
        var parts = LeafParts.Split(trees);
        // A quarter of half a float32 step of the largest sum.
        var allowed = trees.Sum(t => t.Leaves.Max(l => Math.Abs(l.Value))) * Math.Pow(2, -26);
        for (var round = 0; round < 20; round++)
        {
            var leaves = trees.Select(t => random.Next(t.Leaves.Length)).ToArray();
            var exact = trees.Select((t, i) => t.Leaves[leaves[i]].Value).Sum();
            var split = parts.PerLeaf.Select((t, i) => (double)t[leaves[i]][0] + t[leaves[i]][1]).Sum();
            Math.Abs(split - exact).ShouldBeLessThan(allowed);
        }
    }

    [Fact]
    public void Split_Refuses_Sums_Beyond_Float32() =>
        Should.Throw<ArgumentException>(() => LeafParts.Split([new([], [new(1e31, 0)])])).Message.ShouldContain("more than float32");

    // Four leaves each; how they are reached does not matter here.
    private static ImmutableArray<DecisionTree> Trees(Random random, int count, double leafSize)
    {
        return [.. Enumerable.Range(0, count).Select(_ => new DecisionTree([], [Leaf(), Leaf(), Leaf(), Leaf()]))];

        Leaf Leaf() => new((random.NextDouble() - 0.3) * leafSize, 0);
    }
}
