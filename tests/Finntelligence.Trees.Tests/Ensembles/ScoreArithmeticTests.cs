using System.Collections.Immutable;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Tests.Ensembles;

public sealed class ScoreArithmeticTests
{
    /// <summary>0.1f added ten times, as float32 rounds it; in double the sum of the same ten values is another.</summary>
    [Fact]
    public void Each_Arithmetic_Rounds_Where_It_Says()
    {
        var leaves = Enumerable.Repeat((double)0.1f, 10).ToArray();
        Score(ScoreArithmetic.Single, 0, leaves).ShouldBe(1.0000001192092896);
        Score(ScoreArithmetic.Double, 0, leaves).ShouldBe(1.0000000149011612);
        Score(ScoreArithmetic.Exact, 0, leaves).ShouldBe(1.0000000149011612);
    }

    [Fact]
    public void Order_Of_The_Trees_Is_The_Order_Of_Addition()
    {
        Score(ScoreArithmetic.Single, 1, [16777216, -16777216]).ShouldBe(0);
        Score(ScoreArithmetic.Single, 0, [16777216, -16777216, 1]).ShouldBe(1);
        Score(ScoreArithmetic.Double, 1, [9007199254740992, -9007199254740992]).ShouldBe(0);
        Score(ScoreArithmetic.Double, 0, [9007199254740992, -9007199254740992, 1]).ShouldBe(1);
    }

    [Fact]
    public void Single_Needs_Float32_Numbers()
    {
        Should.Throw<InvalidEnsembleException>(() => Ensemble(ScoreArithmetic.Single, 0.1, [])).Message.ShouldContain("base score 0.1");
        Should.Throw<InvalidEnsembleException>(() => Ensemble(ScoreArithmetic.Single, 0.5, [0.5, 0.1])).Message.ShouldContain("Tree 1: leaf 0");
        Ensemble(ScoreArithmetic.Single, 0.5, [0.5]).Arithmetic.ShouldBe(ScoreArithmetic.Single);
    }

    [Fact]
    public void Unknown_Arithmetic_Is_Refused() =>
        Should.Throw<InvalidEnsembleException>(() => Ensemble((ScoreArithmetic)3, 0, []));

    private static double Score(ScoreArithmetic arithmetic, double start, double[] leaves)
    {
        var ensemble = Ensemble(arithmetic, start, leaves);
        var batch = new double[3];
        ensemble.Score(new float[3], batch);
        var one = ensemble.Score(new float[1]);
        batch.ShouldBe([one, one, one]);
        return one;
    }

    private static TreeEnsemble Ensemble(ScoreArithmetic arithmetic, double start, double[] leaves) => new(
        [new FeatureSpec("a")],
        start,
        [.. leaves.Select(leaf => new DecisionTree(ImmutableArray<SplitNode>.Empty, [new Leaf(leaf, 1)]))],
        arithmetic);
}
