using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Importing;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Tests.Fitting;

public sealed class CoverCountsTests
{
    [Fact]
    public void Count_Puts_Every_Row_Where_It_Falls()
    {
        // a ≤ 1 → leaf 0; else b ≤ 5 → leaf 1, else leaf 2; missing right, right.
        var tree = new DecisionTree(
            [new SplitNode(0, 1, ~0, 1, false, 0, 0), new SplitNode(1, 5, ~1, ~2, false, 0, 0)],
            [new Leaf(1, 0), new Leaf(2, 0), new Leaf(3, 0)]);
        var ensemble = new TreeEnsemble([new("a"), new("b")], 0.5, [tree, new DecisionTree([], [new Leaf(4, 0)])], ScoreArithmetic.Double);

        var counted = CoverCounts.Count(ensemble, new RowValues([0, 9, 1, 9, 2, 5, 2, 6, float.NaN, float.NaN], 2), CancellationToken.None);

        counted.Trees[0].Nodes.Select(n => n.Cover).ShouldBe([5, 3]);
        counted.Trees[0].Leaves.Select(l => (l.Value, l.Cover)).ShouldBe([(1, 2), (2, 1), (3, 2)]);
        counted.Trees[1].Leaves[0].Cover.ShouldBe(5);
        counted.BaseScore.ShouldBe(0.5);
        counted.Arithmetic.ShouldBe(ScoreArithmetic.Double);
    }
}
