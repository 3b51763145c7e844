using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Trees.Calibration;

/// <summary>The rows a calibrator is fitted on: scores as float32, because that is what it will be asked about.</summary>
internal static class CalibrationScores
{
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static ScoreGroups Merge(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights)
    {
        var rounded = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            rounded[i] = (float)scores[i];
            if (!double.IsFinite(rounded[i]))
                throw new ArgumentException(FormattableString.Invariant($"The score of row {i} is {scores[i]}."), nameof(scores));
        }

        return ScoreGroups.Of(rounded, labels, weights).WithBothClasses();
    }
}
