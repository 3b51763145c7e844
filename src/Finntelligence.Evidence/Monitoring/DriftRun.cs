using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.Trees.Evaluation;
using LimitsOfProduct = Finntelligence.Lending.Products.Monitoring;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>Compares the present with the histograms and the figures that the models carry of their training.</summary>
/// <param name="limits">The product's.</param>
internal sealed class DriftRun(LimitsOfProduct limits)
{
    // Once in a hundred times by chance, on either side.
    private const double ManyStandardErrors = 2.576;

    /// <summary>Compares.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="current">What it holds.</param>
    /// <param name="models">The models; each kind that the file has rows for.</param>
    public DriftFigures Of(string source, CurrentBusiness current, IReadOnlyList<LoanModel> models) => new(
        source, current.Rows, current.Faults.Length, limits,
        [.. models.Select(model => Of(model, current.Models.Single(m => m.Kind == model.Kind)))]);

    private ModelDrift Of(LoanModel model, CurrentRows rows)
    {
        var enough = rows.Count >= limits.MinimumRows;
        var features = model.Histograms.Features.Select((training, j) => Feature(model, training, j, rows)).ToImmutableArray();
        var (scores, scoredLabels) = Scores(model, rows);
        var known = scores.Zip(scoredLabels).Where(p => !float.IsNaN(p.Second)).ToArray();
        return new ModelDrift(
            ModelKinds.NameOf(model.Kind),
            model.Kind == ModelKind.Risk ? "loans that were taken" : "offers that were made",
            rows.Count,
            enough ? features : [.. features.Select(f => f with { Level = DriftLevel.NotJudged })],
            scores.Length == 0 ? null : Score(model, scores),
            known.Length == 0 ? null : Calibration([.. known.Select(p => (double)p.First)], [.. known.Select(p => p.Second)]));
    }

    private FeatureDrift Feature(LoanModel model, Histogram training, int feature, CurrentRows rows)
    {
        var variable = model.Encoder.VariableOf(feature);
        // What the offer decides is asked only of rows with an offer; that a file has none is not drift.
        var selected = Enumerable.Range(0, rows.Count).Where(i => variable is null || rows.HasOffer[i]).ToArray();
        var current = StabilityIndex.Count(training, selected.Select(i => rows.Values[i * rows.Width + feature]));
        var implausible = rows.Implausible.GetValueOrDefault(training.Name);
        var stability = DriftJudgement.OfFeature(limits, training, current);
        return new FeatureDrift(
            training.Name, stability.Index, stability.ByChance, stability.MissingBefore, stability.MissingNow, implausible, stability.Level, training, current);
    }

    private ScoreDrift Score(LoanModel model, float[] scores)
    {
        var training = model.Histograms.Score;
        var current = StabilityIndex.Count(training, scores);
        var (index, chance) = (StabilityIndex.Of(training, current), StabilityIndex.ByChance(training, current));
        return new ScoreDrift(
            scores.Length, index, chance, model.Manifest.Metrics.GetValueOrDefault("meanPredicted", double.NaN), scores.Average(s => (double)s),
            scores.Length < limits.MinimumRows ? DriftLevel.NotJudged : DriftJudgement.OfIndex(limits, index, chance));
    }

    private CalibrationDrift Calibration(double[] probabilities, float[] labels)
    {
        var (predicted, observed) = (probabilities.Average(), labels.Average(l => (double)l));
        var variance = probabilities.Sum(p => p * (1 - p));
        var errors = variance > 0 ? (probabilities.Sum() - labels.Sum(l => (double)l)) / Math.Sqrt(variance) : 0;
        var gap = observed > 0 ? (predicted - observed) / observed : double.PositiveInfinity;
        var level = labels.Length < limits.MinimumRows ? DriftLevel.NotJudged
            : Math.Abs(errors) < ManyStandardErrors ? DriftLevel.Stable
            : Math.Abs(gap) >= (double)limits.CalibrationLimit ? DriftLevel.Drift
            : DriftLevel.Watch;
        var both = labels.Distinct().Count() == 2;
        return new CalibrationDrift(
            labels.Length, labels.Count(l => l == 1), predicted, observed, gap, errors, both ? Auc.Of(probabilities, labels) : null, level);
    }

    private static (float[] Scores, float[] Labels) Scores(LoanModel model, CurrentRows rows)
    {
        var values = CollectionsMarshal.AsSpan(rows.Values);
        var scores = new List<float>();
        var labels = new List<float>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (!rows.HasOffer[i])
                continue;
            scores.Add(model.Probability(values.Slice(i * rows.Width, rows.Width)));
            labels.Add(rows.Labels[i]);
        }

        return ([.. scores], [.. labels]);
    }
}
