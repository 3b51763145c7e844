using Finntelligence.Trees.Calibration;

namespace Finntelligence.Lending.Models;

/// <summary>How manifests name calibrators.</summary>
public static class CalibrationNames
{
    /// <summary>The score is the log-odds.</summary>
    public const string None = "none";

    /// <summary>"none", "platt", "isotonic", or "xgboost": the score is the log-odds, and the sigmoid XGBoost's own, in float32.</summary>
    /// <exception cref="ArgumentException">A calibrator of another type.</exception>
    public static string Of(ICalibrator calibrator) => calibrator switch
    {
        PlattCalibrator { A: -1, B: 0 } => None,
        PlattCalibrator => "platt",
        IsotonicCalibrator => "isotonic",
        XGBoostSigmoid => "xgboost",
        _ => throw new ArgumentException($"There is no name for a {calibrator.GetType().Name}.", nameof(calibrator)),
    };
}
