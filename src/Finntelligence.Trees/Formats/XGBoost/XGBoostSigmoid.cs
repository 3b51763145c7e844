using Finntelligence.Trees.Calibration;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>
/// The probability of a logistic objective as XGBoost computes it: all in float32, with its guard against overflow. It gives
/// XGBoost's predictions bit for bit.
/// </summary>
public sealed class XGBoostSigmoid : ICalibrator
{
    private const float LargestExponent = 88.7f;

    private const float NeverZero = 1e-16f;

    /// <inheritdoc/>
    public float Probability(float score)
    {
        // Taken in double and rounded once, since a float32 exponential may be one step off.
        var exponential = (float)Math.Exp(MathF.Min(-score, LargestExponent));
        return 1f / (exponential + 1f + NeverZero);
    }
}
