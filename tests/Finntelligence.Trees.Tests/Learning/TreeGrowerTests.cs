using Finntelligence.Trees.Learning;

namespace Finntelligence.Trees.Tests.Learning;

/// <summary>Trees small enough to be worked by hand.</summary>
public sealed class TreeGrowerTests
{
    [Fact]
    public void Two_leaves_are_as_worked_by_hand()
    {
        // Four rows, two events: prior 1/2, base score 0. Gradients p − y: 0.5, 0.5, −0.5, −0.5; hessians 0.25 each.
        // Split at 2.5: left G = 1, H = 0.5; right G = −1, H = 0.5. With λ = 0.5: values −1 and 1, shrunk by 0.1.
        // Gain: ½ (1/1 + 1/1 − 0) = 1.
        var rows = new LabeledRows([new("x")], [1, 2, 3, 4], [0, 0, 1, 1]);
        var options = new TreeOptions
        {
            NumberOfTrees = 1,
            NumberOfLeaves = 2,
            MinimumExampleCountPerLeaf = 1,
            LearningRate = 0.1,
            L2Regularization = 0.5,
        };
        var ensemble = GradientBooster.Train(rows, options).Ensemble;

        ensemble.BaseScore.ShouldBe(0);
        var tree = ensemble.Trees.ShouldHaveSingleItem();
        var node = tree.Nodes.ShouldHaveSingleItem();
        (node.Feature, node.Threshold, node.Left, node.Right).ShouldBe((0, 2.5f, -1, -2));
        node.Gain.ShouldBe(1, 1e-8);
        node.Cover.ShouldBe(4);
        tree.Leaves.Select(l => l.Value).ShouldBe([FixedPoint.Round(-0.1), FixedPoint.Round(0.1)]);
        tree.Leaves.Select(l => l.Cover).ShouldBe([2.0, 2.0]);
    }

    [Fact]
    public void Grows_the_leaf_that_gains_most_first()
    {
        // 12 rows. At x ≤ 6 nothing differs but the tail; the right half is mixed and can still be split.
        // Prior 1/2. After the split at 6.5 the left leaf (all 0) is pure, so the third leaf must come from the right one.
        float[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 1];
        float[] values = [.. Enumerable.Range(1, 14).Select(i => (float)i)];
        var options = new TreeOptions { NumberOfTrees = 1, NumberOfLeaves = 3, MinimumExampleCountPerLeaf = 1, L2Regularization = 0 };
        var tree = GradientBooster.Train(new LabeledRows([new("x")], values, labels), options).Ensemble.Trees[0];

        tree.Nodes.Select(n => n.Threshold).ShouldBe([6.5f, 12.5f]);
        tree.Nodes[0].Right.ShouldBe(1);
        tree.Nodes[0].Left.ShouldBeLessThan(0);
        tree.Nodes[1].Cover.ShouldBe(8);
    }

    [Fact]
    public void Categories_that_belong_together_go_left_together()
    {
        // Codes 0 and 7 have the event, 2 and 5 have not; an order by code could not part them in one split.
        float[] codes = [0, 0, 2, 2, 5, 5, 7, 7];
        float[] labels = [1, 1, 0, 0, 0, 0, 1, 1];
        var rows = new LabeledRows([new("c", FeatureKind.Category)], codes, labels);
        var options = new TreeOptions { NumberOfTrees = 1, NumberOfLeaves = 2, MinimumExampleCountPerLeaf = 1 };
        var ensemble = GradientBooster.Train(rows, options).Ensemble;

        ensemble.Trees[0].Nodes[0].Categories!.Value.ShouldBe([0, 7]);
        ensemble.Score([7f]).ShouldBe(ensemble.Score([0f]));
        ensemble.Score([2f]).ShouldBeLessThan(ensemble.Score([0f]));
    }

    [Fact]
    public void Stops_when_leaves_would_be_too_small()
    {
        var rows = TestData.Mixed(1000, 5);
        var options = new TreeOptions { NumberOfTrees = 3, NumberOfLeaves = 1000, MinimumExampleCountPerLeaf = 60 };
        var trees = GradientBooster.Train(rows, options).Ensemble.Trees;
        trees.SelectMany(t => t.Leaves).ShouldAllBe(leaf => leaf.Cover >= 60);
        trees.ShouldAllBe(t => t.Leaves.Length > 4);
        trees.ShouldAllBe(t => t.Leaves.Sum(l => l.Cover) == 1000);
    }

    [Fact]
    public void Cover_of_a_node_is_that_of_its_children()
    {
        var tree = GradientBooster.Train(TestData.Mixed(2000, 9, weighted: true), new TreeOptions { NumberOfTrees = 1 }).Ensemble.Trees[0];
        foreach (var node in tree.Nodes)
            (CoverOf(node.Left) + CoverOf(node.Right)).ShouldBe(node.Cover);

        double CoverOf(int child) => child >= 0 ? tree.Nodes[child].Cover : tree.Leaves[~child].Cover;
    }
}
