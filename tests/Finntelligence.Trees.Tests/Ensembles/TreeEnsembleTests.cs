using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Tests.Learning;

namespace Finntelligence.Trees.Tests.Ensembles;

public sealed class TreeEnsembleTests
{
    // x0 ≤ 0.5 → leaf 0, else (x1 in {1, 3} → leaf 1, else leaf 2).
    private static readonly DecisionTree Tree = new(
        [new SplitNode(0, 0.5f, -1, 1, MissingGoesLeft: true, 1, 10), new SplitNode(1, 0, -2, -3, false, 1, 6, [1, 3])],
        [new Leaf(-1, 4), new Leaf(2, 3), new Leaf(0.25, 3)]);

    private static readonly ImmutableArray<FeatureSpec> Features = [new("x0"), new("x1", FeatureKind.Category)];

    [Theory]
    [InlineData(0.5f, 0f, -1)]
    [InlineData(float.NaN, 1f, -1)]
    [InlineData(float.NegativeInfinity, 1f, -1)]
    [InlineData(0.50000006f, 1f, 2)]
    [InlineData(1f, 3f, 2)]
    [InlineData(1f, 2f, 0.25)]
    [InlineData(1f, 1.5f, 0.25)]
    [InlineData(1f, -1f, 0.25)]
    [InlineData(1f, 1e30f, 0.25)]
    [InlineData(1f, float.PositiveInfinity, 0.25)]
    [InlineData(float.PositiveInfinity, float.NaN, 0.25)]
    public void A_row_is_scored_as_worked_by_hand(float x0, float x1, double leaf)
    {
        var ensemble = new TreeEnsemble(Features, 0.5, [Tree, Tree]);
        ensemble.Score([x0, x1]).ShouldBe(0.5 + 2 * leaf);
    }

    [Fact]
    public void One_row_a_batch_and_the_logical_trees_give_the_same_bits()
    {
        var rows = TestData.Mixed(2_000, 41);
        var ensemble = GradientBooster.Train(rows, new TreeOptions { NumberOfTrees = 50, MinimumExampleCountPerLeaf = 5 }).Ensemble;
        var batch = new double[rows.Count];
        ensemble.Score(rows.Values.ToArray(), batch);
        for (var i = 0; i < rows.Count; i++)
        {
            // Backwards: on the fixed grid the order of addition does not show.
            var sum = 0.0;
            foreach (var tree in ensemble.Trees.Reverse())
                sum += tree.Leaves[tree.LeafOf(rows.Row(i))].Value;
            batch[i].ShouldBe(ensemble.BaseScore + sum);
            ensemble.Score(rows.Row(i)).ShouldBe(batch[i]);
        }
    }

    [Fact]
    public void Scoring_a_row_allocates_nothing()
    {
        var ensemble = new TreeEnsemble(Features, 0, [Tree]);
        Span<float> row = [1, 2];
        ensemble.Score(row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            ensemble.Score(row);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_tree_of_one_leaf_is_a_constant() =>
        new TreeEnsemble(Features, 0.5, [new DecisionTree([], [new Leaf(1.5, 3)])]).Score([1, 2]).ShouldBe(2);

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        var ensemble = new TreeEnsemble(Features, 0, [Tree]);
        Should.Throw<ArgumentException>(() => ensemble.Score([1])).Message.ShouldContain("1 values, the ensemble 2 features");
        Should.Throw<ArgumentException>(() => ensemble.Score([1, 2, 3], new double[1]));
    }

    [Fact]
    public void Take_keeps_the_first_rounds() =>
        new TreeEnsemble(Features, 0.5, [Tree, Tree]).Take(1).Score([0, 0]).ShouldBe(-0.5);
}
