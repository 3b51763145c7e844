using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class LiftCurveTests
{
    [Fact]
    public void Of_Accumulates_From_The_Best_Scores_Worked_By_Hand() =>
        LiftCurve.Of([8, 7, 6, 5, 4, 3, 2, 1], [1, 1, 0, 1, 0, 0, 0, 1], bins: 4).ShouldBe(
        [
            new LiftPoint(0.25, 0.5, 2),
            new LiftPoint(0.5, 0.75, 1.5),
            new LiftPoint(0.75, 0.75, 1),
            new LiftPoint(1, 1, 1),
        ]);

    [Fact]
    public void Of_Never_Parts_Equal_Scores() =>
        LiftCurve.Of([1, 1, 1, 1], [1, 0, 0, 1], bins: 4).ShouldBe([new LiftPoint(1, 1, 1)]);
}
