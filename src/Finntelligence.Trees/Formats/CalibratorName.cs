using Finntelligence.Trees.Calibration;

namespace Finntelligence.Trees.Formats;

/// <summary>What a calibrator is called where a format cannot carry it.</summary>
internal static class CalibratorName
{
    public static string Of(ICalibrator calibrator) => calibrator switch
    {
        PlattCalibrator => "Platt's sigmoid",
        XGBoostSigmoid => "XGBoost's sigmoid in float32",
        IsotonicCalibrator => "isotonic",
        _ => calibrator.GetType().Name,
    };
}
