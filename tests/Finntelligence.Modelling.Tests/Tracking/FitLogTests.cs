using System.Collections.Immutable;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Tests.Tracking;

public sealed class FitLogTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(200, 77)]
    [InlineData(1001, 998)]
    public void Curve_Keeps_Its_First_Lowest_And_Last_Point_And_Few_Others(int length, int lowest)
    {
        ImmutableArray<double> curve = [.. Enumerable.Repeat(1.0, length)];

        int[] steps = [.. FitLog.Steps(curve, lowest)];

        steps.ShouldBe(steps.Distinct().Order());
        steps[0].ShouldBe(0);
        steps.ShouldContain(lowest);
        steps[^1].ShouldBe(length - 1);
        steps.Length.ShouldBeLessThanOrEqualTo(202);
    }

    [Fact]
    public void Importance_Is_The_Share_Of_The_Gain()
    {
        var stump = new DecisionTree([new SplitNode(1, 0, ~0, ~1, true, Gain: 3, Cover: 10)], [new Leaf(0, 5), new Leaf(1, 5)]);
        var other = new DecisionTree([new SplitNode(0, 0, ~0, ~1, true, Gain: 1, Cover: 10)], [new Leaf(0, 5), new Leaf(1, 5)]);
        var ensemble = new TreeEnsemble([new FeatureSpec("a"), new FeatureSpec("b"), new FeatureSpec("c")], 0, [stump, other, stump]);

        FeatureImportance.Of(ensemble).ShouldBe([new("b", 6.0 / 7, 2), new("a", 1.0 / 7, 1), new("c", 0, 0)]);
    }
}
