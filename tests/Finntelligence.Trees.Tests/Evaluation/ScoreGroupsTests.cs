using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class ScoreGroupsTests
{
    [Fact]
    public void Of_Merges_Ties_And_Leaves_Out_Weights_Of_Zero()
    {
        var groups = ScoreGroups.Of([2, -0.0, 2, 0, 7], [1, 0, 0, 1, 1], [1, 2, 3, 4, 0]);
        groups.Items.ShouldBe([new ScoreGroup(0, 4, 2), new ScoreGroup(2, 1, 3)]);
        groups.Positive.ShouldBe(5);
        groups.Negative.ShouldBe(5);
    }

    [Fact]
    public void Of_Names_The_Fault()
    {
        Fault(() => ScoreGroups.Of([1, 2], [1], [])).ShouldContain("2 scores but 1 labels");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0], [1])).ShouldContain("2 scores but 1 weights");
        Fault(() => ScoreGroups.Of([1, double.NaN], [1, 0], [])).ShouldContain("score of row 1 is NaN");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0.5f], [])).ShouldContain("label of row 1 is 0.5");
        Fault(() => ScoreGroups.Of([1, 2], [float.NaN, 1], [])).ShouldContain("label of row 0");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0], [1, -1])).ShouldContain("weight of row 1 is -1");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0], [float.NaN, 1])).ShouldContain("weight of row 0");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0], [1, float.PositiveInfinity])).ShouldContain("weight of row 1");
        Fault(() => ScoreGroups.Of([1, 2], [1, 0], [0, 0])).ShouldContain("no rows with a positive weight");
        Fault(() => ScoreGroups.OfProbabilities([0.5, 1.01], [1, 0], [])).ShouldContain("probability of row 1 is 1.01");
        Fault(() => ScoreGroups.OfProbabilities([double.NaN], [1], [])).ShouldContain("probability of row 0");
    }

    private static string Fault(Action action) => Should.Throw<ArgumentException>(action).Message;
}
