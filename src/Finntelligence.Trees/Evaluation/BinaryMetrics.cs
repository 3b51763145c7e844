namespace Finntelligence.Trees.Evaluation;

/// <summary>Everything we say about a probability model, computed over one sort.</summary>
/// <param name="Auc"><see cref="Evaluation.Auc"/>.</param>
/// <param name="KolmogorovSmirnov"><see cref="Evaluation.KolmogorovSmirnov"/>.</param>
/// <param name="LogLoss"><see cref="Evaluation.LogLoss"/>, in nats.</param>
/// <param name="Brier"><see cref="Evaluation.Brier"/>.</param>
/// <param name="CalibrationError"><see cref="Evaluation.CalibrationError"/> over the default number of bins.</param>
/// <param name="MeanPredicted">Weighted mean probability.</param>
/// <param name="MeanObserved">Weighted share of label 1.</param>
public sealed record BinaryMetrics(
    double Auc, double KolmogorovSmirnov, double LogLoss, double Brier, double CalibrationError, double MeanPredicted, double MeanObserved)
{
    /// <summary>Computes all of them; the result does not depend on the order of the rows.</summary>
    /// <param name="probabilities">In [0, 1].</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="weights">Not negative; empty means 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a value is not allowed, or all labels are the same.</exception>
    public static BinaryMetrics Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var groups = ScoreGroups.OfProbabilities(probabilities, labels, weights).WithBothClasses();
        return new BinaryMetrics(
            Evaluation.Auc.Of(groups),
            Evaluation.KolmogorovSmirnov.Of(groups),
            Evaluation.LogLoss.Of(groups),
            Evaluation.Brier.Of(groups),
            Evaluation.CalibrationError.Of(groups, Evaluation.CalibrationError.DefaultBins),
            groups.Items.Sum(g => g.Weight * g.Score) / groups.Weight,
            groups.Positive / groups.Weight);
    }
}
