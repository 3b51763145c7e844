using Finntelligence.Lending.Models;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A calibrator fitted on all out-of-fold scores, and how well its kind does on folds it was not fitted on.</summary>
/// <param name="Name">"none", "platt" or "isotonic".</param>
/// <param name="Calibrator">Fitted on all out-of-fold scores.</param>
/// <param name="Probabilities">Each row's probability from a calibrator of this kind that was fitted on the other folds.</param>
/// <param name="Metrics">Of these probabilities.</param>
public sealed record CalibratorChoice(string Name, ICalibrator Calibrator, double[] Probabilities, BinaryMetrics Metrics)
{
    private delegate ICalibrator Fitter(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights);

    /// <summary>
    /// The scores as they are, Platt's sigmoid or isotonic: the lowest log-loss on folds not fitted on wins. Boosting the log-loss
    /// already aims at log-odds, so with few events the two fitted ones can add more noise than they take away.
    /// </summary>
    /// <param name="scores">Out-of-fold scores.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="folds">Each row's fold.</param>
    /// <param name="fitted">Only a fitted one: a model that learned with weights has the level of the weighted rows, not of the rows as they came.</param>
    /// <param name="weights">How many each row stands for; null for one each.</param>
    public static CalibratorChoice Best(double[] scores, float[] labels, int[] folds, bool fitted = false, float[]? weights = null)
    {
        CalibratorChoice[] choices =
        [
            .. fitted ? Array.Empty<CalibratorChoice>() : [Fit("none", (_, _, _) => new PlattCalibrator(-1, 0), scores, labels, folds, weights)],
            Fit("platt", PlattCalibrator.Fit, scores, labels, folds, weights),
            Fit("isotonic", IsotonicCalibrator.Fit, scores, labels, folds, weights),
        ];
        return choices.MinBy(c => c.Metrics.LogLoss)!;
    }

    /// <summary>The trainer's own sigmoid or Platt's, fitted: all that ML.NET's format can carry.</summary>
    /// <param name="scores">Out-of-fold scores.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="folds">Each row's fold.</param>
    /// <param name="own">The trainer's own.</param>
    /// <param name="fitted">Only Platt's, as in <see cref="Best"/>.</param>
    /// <param name="weights">How many each row stands for; null for one each.</param>
    public static CalibratorChoice BestSigmoid(
        double[] scores, float[] labels, int[] folds, PlattCalibrator own, bool fitted = false, float[]? weights = null)
    {
        CalibratorChoice[] choices =
        [
            .. fitted ? Array.Empty<CalibratorChoice>() : [Fit(CalibrationNames.Of(own), (_, _, _) => own, scores, labels, folds, weights)],
            Fit("platt", PlattCalibrator.Fit, scores, labels, folds, weights),
        ];
        return choices.MinBy(c => c.Metrics.LogLoss)!;
    }

    private static CalibratorChoice Fit(string name, Fitter fit, double[] scores, float[] labels, int[] folds, float[]? weights)
    {
        var probabilities = new double[scores.Length];
        foreach (var fold in folds.Distinct())
        {
            int[] others = [.. Enumerable.Range(0, scores.Length).Where(i => folds[i] != fold)];
            var calibrator = fit([.. others.Select(i => scores[i])], [.. others.Select(i => labels[i])], weights is null ? default : [.. others.Select(i => weights[i])]);
            for (var i = 0; i < scores.Length; i++)
            {
                if (folds[i] == fold)
                    probabilities[i] = calibrator.Probability((float)scores[i]);
            }
        }

        return new CalibratorChoice(name, fit(scores, labels, weights), probabilities, BinaryMetrics.Of(probabilities, labels, weights));
    }
}
