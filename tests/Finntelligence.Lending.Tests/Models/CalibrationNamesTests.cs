using Finntelligence.Lending.Models;
using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Tests.Models;

public sealed class CalibrationNamesTests
{
    [Fact]
    public void Every_Calibrator_Has_A_Name()
    {
        CalibrationNames.Of(new PlattCalibrator(-1, 0)).ShouldBe("none");
        CalibrationNames.Of(new PlattCalibrator(-0.4, 0)).ShouldBe("platt");
        CalibrationNames.Of(new IsotonicCalibrator([0], [0.5])).ShouldBe("isotonic");
        CalibrationNames.Of(new XGBoostSigmoid()).ShouldBe("xgboost");
    }
}
