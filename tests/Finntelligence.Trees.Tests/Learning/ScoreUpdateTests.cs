using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class ScoreUpdateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Blocks_of_any_size_give_every_row_its_leaf_once(int block)
    {
        // Leaf 0 has rows 0, 3, 6 …, of which two were not drawn; leaf 1 the others.
        int[] first = [.. Enumerable.Range(0, 100).Where(row => row % 3 == 0 && row is not (33 or 66))];
        int[] second = [.. Enumerable.Range(0, 100).Where(row => row % 3 != 0)];
        int[] order = [.. first, .. second, 33, 66];
        var tree = new DecisionTree([], [new Leaf(1, 0), new Leaf(2, 0)]);
        var update = new ScoreUpdate(new GrownTree(tree, [(0..first.Length, 0), (first.Length..98, 1), (98..100, 0), (100..100, 1)]), order);
        var scores = new double[100];
        for (var from = 0; from < 100; from += block)
            update.Apply(scores, from, Math.Min(100, from + block));
        scores.ShouldBe(Enumerable.Range(0, 100).Select(row => row % 3 == 0 ? 1.0 : 2.0));
    }
}
