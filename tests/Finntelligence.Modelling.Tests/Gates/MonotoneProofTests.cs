using Finntelligence.Modelling.Gates;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Gates;

public sealed class MonotoneProofTests
{
    [Fact]
    public void Rising_Trees_Are_Proved_And_Falling_Ones_Not()
    {
        var rising = SomeTrees.Of(SomeTrees.Nested(0, 1, 5, 5), SomeTrees.Stump(1, 0, 9, 0));
        MonotoneProof.Holds(rising, 0, Monotonicity.Increasing).ShouldBeTrue();
        MonotoneProof.Holds(rising, 0, Monotonicity.Decreasing).ShouldBeFalse();
        MonotoneProof.Holds(rising, 1, Monotonicity.Increasing).ShouldBeFalse();
        MonotoneProof.Holds(SomeTrees.Of(SomeTrees.Nested(0, 1, 5, 4)), 0, Monotonicity.Increasing).ShouldBeFalse();
    }

    [Fact]
    public void Trees_That_Only_Make_Up_For_One_Another_Are_Not_Proved()
    {
        var together = SomeTrees.Of(SomeTrees.Stump(0, 1, 1, 0), SomeTrees.Stump(0, 1, 0, 2));
        MonotoneProof.Holds(together, 0, Monotonicity.Increasing).ShouldBeFalse();
    }

    [Fact]
    public void A_Split_By_A_Set_Proves_Nothing()
    {
        var tree = new DecisionTree([new SplitNode(0, 0, ~0, ~1, true, 1, 2, [1])], [new Leaf(0, 1), new Leaf(1, 1)]);
        MonotoneProof.Holds(SomeTrees.Of(tree), 0, Monotonicity.Increasing).ShouldBeFalse();
    }

    [Fact]
    public void What_Is_Proved_Never_Falls_Anywhere()
    {
        int proved = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var ensemble = SomeTrees.Random(seed);
            if (!MonotoneProof.Holds(ensemble, 0, Monotonicity.Increasing))
                continue;
            proved++;
            SomeTrees.FallsSomewhere(ensemble).ShouldBeFalse($"seed {seed}");
        }

        proved.ShouldBeGreaterThan(100);
    }
}
