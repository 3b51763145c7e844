using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Ensembles;

public sealed class EnsembleChecksTests
{
    private static readonly SplitNode Node = new(0, 0.5f, -1, -2, false, 1, 10);
    private static readonly Leaf Leaf = new(1, 5);

    public static TheoryData<string, DecisionTree> Broken => new()
    {
        { "need 2 leaves", new([Node], [Leaf]) },
        { "feature 3 of 1", new([Node with { Feature = 3 }], [Leaf, Leaf]) },
        { "feature -1 of 1", new([Node with { Feature = -1 }], [Leaf, Leaf]) },
        { "no threshold", new([Node with { Threshold = float.NaN }], [Leaf, Leaf]) },
        { "child 0", new([Node with { Left = 0 }], [Leaf, Leaf]) },
        { "child 7", new([Node with { Right = 7 }], [Leaf, Leaf]) },
        { "child -9", new([Node with { Right = -9 }], [Leaf, Leaf]) },
        { "another parent", new([Node with { Right = -1 }], [Leaf, Leaf]) },
        { "node 0 has cover -1", new([Node with { Cover = -1 }], [Leaf, Leaf]) },
        { "leaf 1 has cover NaN", new([Node], [Leaf, Leaf with { Cover = double.NaN }]) },
        { "leaf 0 has value NaN", new([Node], [Leaf with { Value = double.NaN }, Leaf]) },
        { "leaf 1 has value", new([Node], [Leaf, Leaf with { Value = double.PositiveInfinity }]) },
        { "categories", new([Node with { Categories = [3, 1] }], [Leaf, Leaf]) },
        { "categories", new([Node with { Categories = [-1] }], [Leaf, Leaf]) },
        { "categories", new([Node with { Categories = [1 << 24] }], [Leaf, Leaf]) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_tree_is_refused_with_tree_and_fault(string fault, DecisionTree tree)
    {
        var good = new DecisionTree([Node], [Leaf, Leaf]);
        var error = Should.Throw<InvalidEnsembleException>(() => new TreeEnsemble([new("x")], 0, [good, tree]));
        error.Message.ShouldStartWith("Tree 1: ");
        error.Message.ShouldContain(fault);
    }

    [Fact]
    public void A_child_shared_by_two_nodes_is_refused()
    {
        var tree = new DecisionTree([Node with { Right = 1 }, Node with { Left = -1, Right = -3 }], [Leaf, Leaf, Leaf]);
        Should.Throw<InvalidEnsembleException>(() => new TreeEnsemble([new("x")], 0, [tree])).Message.ShouldContain("another parent");
    }

    [Fact]
    public void Names_and_base_score_are_checked()
    {
        Should.Throw<InvalidEnsembleException>(() => new TreeEnsemble([new("x"), new("x")], 0, [])).Message.ShouldContain("'x'");
        Should.Throw<InvalidEnsembleException>(() => new TreeEnsemble([new("x")], double.NaN, [])).Message.ShouldContain("base score");
    }
}
