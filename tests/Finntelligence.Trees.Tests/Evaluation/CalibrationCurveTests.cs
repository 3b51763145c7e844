using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Tests.Evaluation;

public sealed class CalibrationCurveTests
{
    [Fact]
    public void Of_Gives_Bins_Of_Equal_Weight_Worked_By_Hand()
    {
        var curve = CalibrationCurve.Of([0.8, 0.25, 0.125, 0.6], [1, 0, 1, 0], [1, 1, 1, 3], bins: 2);

        // Weight 6: 0.125, 0.25 lie below 3; 0.6 (weight 3) has its middle at 3.5 and goes to the second bin with 0.8.
        curve.Length.ShouldBe(2);
        curve[0].ShouldBe(new CalibrationBin(2, 0.1875, 0.5));
        curve[1].Weight.ShouldBe(4);
        curve[1].MeanPredicted.ShouldBe(0.65, 1e-15);
        curve[1].MeanObserved.ShouldBe(0.25);
    }

    [Fact]
    public void Of_Leaves_Out_Empty_Bins() =>
        CalibrationCurve.Of([0.5, 0.5, 0.5], [1, 0, 0], bins: 10).ShouldBe([new CalibrationBin(3, 0.5, 1 / 3.0)]);
}
