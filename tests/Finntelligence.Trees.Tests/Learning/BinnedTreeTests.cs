using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

public sealed class BinnedTreeTests
{
    private static readonly LabeledRows Rows = TestData.Mixed(9_000, 5);

    // Not a multiple of a vector, more than a block, with values and codes that training has not seen.
    private static readonly LabeledRows Others = Strange(TestData.Mixed(5_003, 77, missing: 0.3));

    [Theory]
    [InlineData(2, 255)]
    [InlineData(31, 255)]
    [InlineData(31, 7)]
    [InlineData(128, 255)]
    [InlineData(129, 255)]
    [InlineData(400, 63)]
    public void Every_row_comes_to_the_leaf_that_its_values_lead_to(int leaves, int bins)
    {
        var options = new TreeOptions { NumberOfTrees = 4, NumberOfLeaves = leaves, MaximumBinCountPerFeature = bins, MinimumExampleCountPerLeaf = 5 };
        using var team = new WorkerTeam(1, default);
        var trained = GradientBooster.Train(Rows, options).Ensemble.Trees;
        trained.Max(tree => tree.Leaves.Length).ShouldBe(leaves);
        trained.SelectMany(tree => tree.Nodes).ShouldContain(node => node.MissingGoesLeft);
        var columns = BinnedColumns.Create(Others, Binning.Choose(Rows, bins, team), team);
        foreach (var tree in trained)
        {
            var scores = new double[columns.PaddedCount];
            var binned = new BinnedTree(tree, columns);
            binned.AddTo(scores, 0, 128);
            binned.AddTo(scores, 128, scores.Length);
            for (var row = 0; row < Others.Count; row++)
                scores[row].ShouldBe(tree.Leaves[tree.LeafOf(Others.Row(row))].Value, $"row {row}");
        }
    }

    [Fact]
    public void Sets_of_categories_are_followed()
    {
        using var team = new WorkerTeam(2, default);
        var trees = GradientBooster.Train(Rows, new TreeOptions { NumberOfTrees = 20, NumberOfLeaves = 6 }).Ensemble.Trees;
        trees.ShouldContain(tree => tree.Nodes.Any(node => node.Categories != null));
        var columns = BinnedColumns.Create(Others, Binning.Choose(Rows, 255, team), team);
        var scores = new double[columns.PaddedCount];
        foreach (var tree in trees)
            new BinnedTree(tree, columns).AddTo(scores, 0, scores.Length);
        for (var row = 0; row < Others.Count; row++)
            scores[row].ShouldBe(trees.Aggregate(0.0, (sum, tree) => sum + tree.Leaves[tree.LeafOf(Others.Row(row))].Value));
    }

    [Fact]
    public void A_tree_of_one_leaf_adds_its_value()
    {
        using var team = new WorkerTeam(1, default);
        var columns = BinnedColumns.Create(Others, Binning.Choose(Rows, 255, team), team);
        var scores = new double[columns.PaddedCount];
        new BinnedTree(new DecisionTree([], [new Leaf(0.25, 1)]), columns).AddTo(scores, 0, scores.Length);
        scores.ShouldAllBe(score => score == 0.25);
    }

    private static LabeledRows Strange(LabeledRows rows)
    {
        float[] values = [.. rows.Values], odd = [float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -0f, 1e-30f];
        var width = rows.Features.Length;
        for (var i = 0; i < 100; i++)
        {
            values[i * width] = odd[i % odd.Length];
            values[(i * width) + 2] = 5 + i;
        }

        return new LabeledRows(rows.Features, values, rows.Labels);
    }
}
