using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Ensembles.Specialised;

namespace Finntelligence.Trees.Tests.Ensembles.Specialised;

public sealed class GridEnsembleTests
{
    [Theory]
    [InlineData(ScoreArithmetic.Exact)]
    [InlineData(ScoreArithmetic.Single)]
    [InlineData(ScoreArithmetic.Double)]
    public void Scores_Are_Bit_Equal_To_Scoring_Each_Cell_Alone(ScoreArithmetic arithmetic)
    {
        var random = new Random(31);
        var distinct = 0;
        for (var world = 0; world < 30; world++)
        {
            ImmutableArray<int?> axisOf = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) == 0 ? (int?)null : random.Next(3))];
            var ensemble = SomeGrids.Ensemble(axisOf, arithmetic, random.Next(0, 50), random.Next(1, 33), random);
            var grid = new GridEnsemble(ensemble, axisOf);
            var scratch = new GridScratch(grid);
            for (var i = 0; i < 8; i++)
            {
                var shape = new GridShape(random.Next(1, 4), random.Next(1, 12), random.Next(1, 40));
                float[] row = [.. axisOf.Select(_ => random.Next(6) == 0 ? float.NaN : random.Next(-2, 18) / 2f)];
                float[][] values = [.. axisOf.Select(axis => axis is { } a ? SomeGrids.Values(shape[a], random) : [])];

                var scores = SomeGrids.AtOnce(grid, scratch, row, values, shape);

                scores.ShouldBe(SomeGrids.CellByCell(ensemble, axisOf, row, values, shape));
                distinct += scores.Distinct().Count();
            }
        }

        distinct.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Scores_Of_Leaves_Off_The_Fixed_Point_Grid_Are_Bit_Equal_Too()
    {
        // 0.1 + 0.2 + 0.3 in double depends on the order; called exact, it still must come out as the plain sum does.
        var leaves = new[] { 0.1, 0.2, 0.3, 1e-20, -0.6 };
        var ensemble = new TreeEnsemble(
            [new FeatureSpec("x")], 1.0 / 3, [.. leaves.Select(l => new DecisionTree([], [new Leaf(l, 1)]))]);
        var grid = new GridEnsemble(ensemble, [0]);

        var scores = SomeGrids.AtOnce(grid, new GridScratch(grid), [0], [[0]], new GridShape(1, 1, 1));

        scores.ShouldBe([(float)ensemble.Score([0])]);
    }

    [Fact]
    public void Deep_Trees_Do_Not_Overflow_The_Stack()
    {
        const int Depth = 20_000;
        var nodes = Enumerable.Range(0, Depth)
            .Select(n => new SplitNode(0, n, ~n, n + 1 < Depth ? n + 1 : ~Depth, false, 1, 1));
        var tree = new DecisionTree([.. nodes], [.. Enumerable.Range(0, Depth + 1).Select(l => new Leaf(l / 1024.0, 1))]);
        var mirrored = new DecisionTree(
            [.. tree.Nodes.Select((n, i) => n with { Threshold = Depth - 1 - i, Left = n.Right, Right = n.Left })], tree.Leaves);
        var ensemble = new TreeEnsemble([new FeatureSpec("x")], 0, [tree, mirrored]);
        var grid = new GridEnsemble(ensemble, [2]);
        float[][] values = [[.. Enumerable.Range(0, Depth + 1).Select(i => (float)i)]];

        var scores = SomeGrids.AtOnce(grid, new GridScratch(grid), [0], values, new GridShape(1, 1, Depth + 1));

        scores.ShouldAllBe(s => s == (float)(Depth / 1024.0));
    }

    [Fact]
    public void Sees_Only_The_Axes_That_Some_Tree_Splits_On()
    {
        var stump = new DecisionTree([new SplitNode(1, 0, ~0, ~1, false, 1, 1)], [new Leaf(1, 1), new Leaf(2, 1)]);
        var grid = new GridEnsemble(new TreeEnsemble(SomeGrids.Features([0, 1, 2]), 0, [stump]), [0, 1, 2]);

        Enumerable.Range(0, 3).Select(grid.Sees).ShouldBe([false, true, false]);
        grid.Free.Single().ShouldSatisfyAllConditions(f => f.Feature.ShouldBe(1), f => f.Axis.ShouldBe(1));
    }

    [Fact]
    public void Score_Allocates_Nothing_Once_The_Scratch_Has_Grown()
    {
        var random = new Random(32);
        ImmutableArray<int?> axisOf = [null, null, 0, 1, 2, 2];
        var grid = new GridEnsemble(SomeGrids.Ensemble(axisOf, ScoreArithmetic.Exact, 40, 16, random), axisOf);
        var scratch = new GridScratch(grid);
        var shape = new GridShape(3, 10, 20);
        float[][] values = [.. axisOf.Select(axis => axis is { } a ? SomeGrids.Values(shape[a], random) : [])];
        float[] row = [1, 2, 0, 0, 0, 0];
        SomeGrids.AtOnce(grid, scratch, row, values, shape);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            grid.Score(row, scratch);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Wrong_Axes_And_Rows_Are_Refused()
    {
        var ensemble = new TreeEnsemble([new FeatureSpec("x")], 0, []);

        Should.Throw<ArgumentException>(() => new GridEnsemble(ensemble, []));
        Should.Throw<ArgumentException>(() => new GridEnsemble(ensemble, [3]));
        var grid = new GridEnsemble(ensemble, [null]);
        var scratch = new GridScratch(grid);
        scratch.Begin(new GridShape(1, 1, 1));
        Should.Throw<ArgumentException>(() => grid.Score([1, 2], scratch));
    }
}
