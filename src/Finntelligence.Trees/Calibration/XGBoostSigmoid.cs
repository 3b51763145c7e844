
namespace Finntelligence.Trees.Calibration;

/// <summary>
/// The probability of a logistic objective as XGBoost computes it: all in float32, with its guard against overflow. It gives
/// XGBoost's predictions bit for bit where both call the same C library, and within the last bit elsewhere.
/// </summary>
public sealed class XGBoostSigmoid : ICalibrator
{
    private const float LargestExponent = 88.7f;

    private const float NeverZero = 1e-16f;

    /// <inheritdoc/>
    public float Probability(float score)
    {
        // Not an exponential in double, rounded once: it is closer to the truth and further from XGBoost.
        var exponential = MathF.Exp(MathF.Min(-score, LargestExponent));
        return 1f / (exponential + 1f + NeverZero);
    }
}
