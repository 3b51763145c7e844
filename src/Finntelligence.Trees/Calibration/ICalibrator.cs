namespace Finntelligence.Trees.Calibration;

/// <summary>A non-decreasing map from an ensemble's score to a probability, fitted on scores of rows the ensemble did not see.</summary>
public interface ICalibrator
{
    /// <summary>The probability of the event, in [0, 1].</summary>
    /// <param name="score">Log-odds of an ensemble, rounded to float32. NaN stays NaN.</param>
    /// <returns>Computed in double, rounded to float32.</returns>
    float Probability(float score);
}
