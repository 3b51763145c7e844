using Finntelligence.Modelling.Gates;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Gates;

public sealed class MonotoneSearchTests
{
    [Fact]
    public void The_Greatest_Fall_Is_Found_With_Its_Place()
    {
        // y ≤ 0: 0 then 1. Above: 5 then 2, so from x = 2 on it falls by 3.
        var breach = Find(SomeTrees.Of(SomeTrees.Nested(0, 1, 5, 2)), Monotonicity.Increasing);
        breach.ShouldBe(new MonotoneBreach(1, MathF.BitIncrement(2), 3));
        Find(SomeTrees.Of(SomeTrees.Nested(0, 1, 5, 5)), Monotonicity.Increasing).ShouldBeNull();
        Find(SomeTrees.Of(SomeTrees.Nested(1, 0, 5, 5)), Monotonicity.Decreasing).ShouldBeNull();
    }

    [Fact]
    public void Trees_That_Make_Up_For_One_Another_Hold() =>
        Find(SomeTrees.Of(SomeTrees.Stump(0, 1, 1, 0), SomeTrees.Stump(0, 1, 0, 2)), Monotonicity.Increasing).ShouldBeNull();

    [Fact]
    public void A_Fall_At_A_Category_Code_Is_Found()
    {
        var tree = new DecisionTree([new SplitNode(0, 0, ~0, ~1, true, 1, 2, [1])], [new Leaf(1, 1), new Leaf(0, 1)]);
        Find(SomeTrees.Of(tree), Monotonicity.Increasing).ShouldBe(new MonotoneBreach(1, 2, 1));
    }

    [Fact]
    public void The_Search_Agrees_With_Looking_Everywhere()
    {
        int falls = 0;
        for (int seed = 0; seed < 1000; seed++)
        {
            var ensemble = SomeTrees.Random(seed);
            bool expected = SomeTrees.FallsSomewhere(ensemble);
            falls += expected ? 1 : 0;
            (Find(ensemble, Monotonicity.Increasing) is not null).ShouldBe(expected, $"seed {seed}");
        }

        falls.ShouldBeInRange(100, 900);
    }

    [Fact]
    public void There_Is_One_Value_For_Every_Interval() =>
        MonotoneSearch.ValuesOf(SomeTrees.Of(SomeTrees.Nested(0, 0, 0, 0), SomeTrees.Stump(0, 1, 0, 0)), 0)
            .ShouldBe([1, 2, MathF.BitIncrement(2)]);

    private static MonotoneBreach? Find(TreeEnsemble ensemble, Monotonicity direction) =>
        MonotoneSearch.Find(ensemble, 0, direction, 200, CancellationToken.None);
}
