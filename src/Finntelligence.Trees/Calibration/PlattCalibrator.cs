using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Calibration;

/// <summary>
/// Platt's sigmoid, P = 1 / (1 + exp(a·score + b)), computed as ML.NET does: in double, then rounded to float32.
/// </summary>
public sealed class PlattCalibrator : ICalibrator
{
    /// <summary>A sigmoid with given parameters.</summary>
    /// <param name="a">Slope; at most 0, so that the probability does not fall as the score rises.</param>
    /// <param name="b">Offset.</param>
    /// <exception cref="ArgumentException">Not finite, or a slope above 0.</exception>
    public PlattCalibrator(double a, double b)
    {
        if (!double.IsFinite(a) || a > 0)
            throw new ArgumentException(FormattableString.Invariant($"The slope a is {a}; it must be finite and at most 0."), nameof(a));
        if (!double.IsFinite(b))
            throw new ArgumentException(FormattableString.Invariant($"The offset b is {b}; it must be finite."), nameof(b));
        A = a;
        B = b;
    }

    /// <summary>Slope, ≤ 0.</summary>
    public double A { get; }

    /// <summary>Offset.</summary>
    public double B { get; }

    /// <inheritdoc/>
    public float Probability(float score)
    {
        // A flat sigmoid says the same of an infinite score; 0 × ∞ would not.
        var exponent = A == 0 && !float.IsNaN(score) ? B : (A * score) + B;
        return (float)(1 / (1 + Math.Exp(exponent)));
    }

    /// <summary>
    /// The sigmoid of greatest weighted likelihood, with Platt's smoothed targets (N₊+1)/(N₊+2) and 1/(N₋+2), where N is a
    /// sum of weights, so a weight of 1 is one row. Scores are log-odds; they are rounded to float32 first, as
    /// <see cref="Probability"/> will see them. Both parameters are rounded to multiples of 2⁻³², and the result does not
    /// depend on the order of the rows. Scores that run against the labels (a fitted slope above 0) give the constant
    /// model: slope 0 at the smoothed mean.
    /// </summary>
    /// <param name="scores">Scores of rows that the ensemble did not see.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static PlattCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var groups = CalibrationScores.Merge(scores, labels, weights);
        var (slope, offset) = SigmoidFit.Fit(groups);
        return new PlattCalibrator(0 - FixedPoint.Round(slope), 0 - FixedPoint.Round(offset));
    }
}
