using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Trees.Evaluation;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>How a model of what was decided earlier predicts what was decided later: what a shuffled fold cannot tell of a market that changes.</summary>
/// <param name="From">The first time that was held out.</param>
/// <param name="Rows">Held out.</param>
/// <param name="Metrics">On these.</param>
public sealed record LaterRows(DateTimeOffset From, int Rows, BinaryMetrics Metrics)
{
    // The latest fifth, as each fold is.
    private const double Earlier = 0.8;

    /// <summary>Learns from the earlier rows with the chosen options, calibrator and all, and predicts the later ones.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="options">Chosen by cross-validation on all rows.</param>
    /// <param name="rows">All rows, with their weights.</param>
    /// <param name="labels">Of the rows.</param>
    /// <param name="folds">Each row's.</param>
    /// <param name="times">When each was decided.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <returns>Null where either part lacks rows of both outcomes, in a fold too.</returns>
    internal static LaterRows? Of(
        ITrainer trainer, TrainerOptions options, LabeledRows rows, float[] labels, int[] folds, DateTimeOffset[] times, int threads, CancellationToken cancellation)
    {
        var from = times.Order().ElementAt((int)(Earlier * (rows.Count - 1)));
        int[] earlier = [.. Enumerable.Range(0, rows.Count).Where(i => times[i] < from)];
        int[] later = [.. Enumerable.Range(0, rows.Count).Where(i => times[i] >= from)];
        float[] ownLabels = [.. earlier.Select(i => labels[i])], laterLabels = [.. later.Select(i => labels[i])];
        int[] ownFolds = [.. earlier.Select(i => folds[i])];
        // Folds that are stretches of time lie on one side; the earlier rows then have their own.
        if (ownFolds.Distinct().Count() < ModelFitter.Folds)
            ownFolds = [.. earlier.Select((_, place) => place % ModelFitter.Folds)];
        if (!HasBoth(laterLabels) || !Enumerable.Range(0, ModelFitter.Folds).All(fold => ownFolds.Contains(fold) && HasBoth([.. ownLabels.Where((_, i) => ownFolds[i] != fold)])))
        {
            return null;
        }

        var own = rows.Select(earlier);
        try
        {
            var result = trainer.CrossValidate(own, ownFolds, [options], threads, null, cancellation)[0];
            var calibrator = trainer.Calibrate(result, ownLabels, ownFolds, rows.HasWeights).Calibrator;
            var ensemble = trainer.Train(own, result.Options, null, threads, cancellation).Ensemble;
            double[] probabilities = [.. later.Select(i => (double)calibrator.Probability((float)ensemble.Score(rows.Row(i))))];
            return new LaterRows(from, later.Length, BinaryMetrics.Of(probabilities, laterLabels));
        }
        catch (NothingLearnedException)
        {
            return null;
        }
    }

    /// <summary>In a sentence.</summary>
    public string Said => string.Create(
        CultureInfo.InvariantCulture,
        $"Learned from what was decided before {From.UtcDateTime:yyyy-MM-dd HH:mm}, on the {Rows:#,0} rows since: AUC {Metrics.Auc:0.00000}, log-loss {Metrics.LogLoss:0.00000}, predicted {Metrics.MeanPredicted:0.00000}, observed {Metrics.MeanObserved:0.00000}.");

    /// <summary>As manifest and registry hold them.</summary>
    public ImmutableSortedDictionary<string, double> Figures() => new Dictionary<string, double>
    {
        ["laterRows"] = Rows,
        ["laterAuc"] = MetricFigures.Round(Metrics.Auc),
        ["laterLogLoss"] = MetricFigures.Round(Metrics.LogLoss),
        ["laterMeanPredicted"] = MetricFigures.Round(Metrics.MeanPredicted),
        ["laterMeanObserved"] = MetricFigures.Round(Metrics.MeanObserved),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static bool HasBoth(float[] labels) => labels.Contains(0f) && labels.Contains(1f);
}
