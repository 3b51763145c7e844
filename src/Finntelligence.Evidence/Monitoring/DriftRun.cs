using Finntelligence.Foundation.Numbers;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using LimitsOfProduct = Finntelligence.Lending.Products.Monitoring;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>Compares what was counted of the present with the histograms and the figures that the models carry of their training.</summary>
/// <param name="limits">The product's.</param>
internal sealed class DriftRun(LimitsOfProduct limits)
{
    // Once in a hundred times by chance, on either side.
    private const double ManyStandardErrors = 2.576;

    /// <summary>Compares.</summary>
    /// <param name="current">What was counted.</param>
    /// <param name="models">The models; declared ones are passed over.</param>
    public DriftFigures Of(DriftPart current, IReadOnlyList<LoanModel> models) => new(
        current.Source, checked((int)current.Rows), current.Faults.Length, limits,
        [.. models.Where(model => !model.Manifest.IsDeclared).Select(model => Of(model, current.Models.Single(m => m.Kind == ModelKinds.NameOf(model.Kind))))]);

    private ModelDrift Of(LoanModel model, ModelCounts counts)
    {
        var enough = counts.Rows >= limits.MinimumRows;
        var features = model.Histograms.Features.Zip(counts.Features, Feature);
        return new ModelDrift(
            counts.Kind,
            model.Kind == ModelKind.Risk ? "loans that were taken" : "offers that were made",
            checked((int)counts.Rows),
            [.. features.Select(f => enough ? f : f with { Level = DriftLevel.NotJudged })],
            Score(model, counts),
            Calibration(counts));
    }

    private FeatureDrift Feature(Histogram training, FeatureCounts counts)
    {
        var current = Histogram(training, counts.Bins);
        var stability = DriftJudgement.OfFeature(limits, training, current);
        return new FeatureDrift(
            training.Name, stability.Index, stability.ByChance, stability.MissingBefore, stability.MissingNow, checked((int)counts.Implausible),
            stability.Level, training, current);
    }

    private ScoreDrift? Score(LoanModel model, ModelCounts counts)
    {
        var training = model.Histograms.Score;
        var current = Histogram(training, counts.Score);
        var rows = checked((int)StabilityIndex.Total(current));
        if (rows == 0)
            return null;
        var (index, chance) = (StabilityIndex.Of(training, current), StabilityIndex.ByChance(training, current));
        return new ScoreDrift(
            rows, index, chance, model.Manifest.Metrics.GetValueOrDefault("meanPredicted", double.NaN), Sum(counts.ScoreSum) / rows,
            rows < limits.MinimumRows ? DriftLevel.NotJudged : DriftJudgement.OfIndex(limits, index, chance));
    }

    private CalibrationDrift? Calibration(ModelCounts counts)
    {
        var known = new ScoreCounts();
        foreach (var count in counts.Known)
            known.Add(count);
        var (rows, events, sum, variance) = (checked((int)known.Rows), checked((int)known.Events), Sum(counts.KnownSum), Sum(counts.VarianceSum));
        if (rows == 0)
            return null;
        var (predicted, observed) = (sum / rows, (double)events / rows);
        var errors = variance > 0 ? (sum - events) / Math.Sqrt(variance) : 0;
        var gap = observed > 0 ? (predicted - observed) / observed : double.PositiveInfinity;
        var level = rows < limits.MinimumRows ? DriftLevel.NotJudged
            : Math.Abs(errors) < ManyStandardErrors ? DriftLevel.Stable
            : Math.Abs(gap) >= (double)limits.CalibrationLimit ? DriftLevel.Drift
            : DriftLevel.Watch;
        return new CalibrationDrift(rows, events, predicted, observed, gap, errors, known.Auc(), level);
    }

    private static Histogram Histogram(Histogram training, BinCounts bins) => training with { Counts = bins.Counts, Missing = bins.Missing };

    private static double Sum(string text) => ExactSum.TryParse(text, out var sum) ? sum.Value : throw new FormatException($"{text} is no exact sum.");
}
