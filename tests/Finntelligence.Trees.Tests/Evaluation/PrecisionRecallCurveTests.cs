using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class PrecisionRecallCurveTests
{
    [Fact]
    public void Of_Steps_As_Worked_By_Hand() =>
        PrecisionRecallCurve.Of([0.8, 0.5, 0.25, 0.5, 0.1], [1, 1, 1, 0, 0]).ShouldBe(
        [
            new PrecisionRecallPoint(0.8, 1 / 3.0, 1),
            new PrecisionRecallPoint(0.5, 2 / 3.0, 2 / 3.0),
            new PrecisionRecallPoint(0.25, 1, 0.75),
            new PrecisionRecallPoint(0.1, 1, 0.6),
        ]);

    [Fact]
    public void Of_Uses_The_Weights() =>
        PrecisionRecallCurve.Of([2, 1], [0, 1], [3, 1]).ShouldBe([new PrecisionRecallPoint(2, 0, 0), new PrecisionRecallPoint(1, 1, 0.25)]);
}
