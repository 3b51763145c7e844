using System.Collections.Immutable;
using Finntelligence.Lending.Drift;
using Finntelligence.Lending.Models;
using LimitsOfProduct = Finntelligence.Lending.Products.Monitoring;

namespace Finntelligence.Evidence.Monitoring;

/// <summary>The present beside the history that the models learned from.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Rows">Rows that could be read.</param>
/// <param name="Faulty">Rows that could not.</param>
/// <param name="Limits">The product's.</param>
/// <param name="Models">One for each model.</param>
public sealed record DriftFigures(string Source, int Rows, int Faulty, LimitsOfProduct Limits, ImmutableArray<ModelDrift> Models)
{
    /// <summary>The inputs of a model as a table shows them: those that follow the calendar apart, behind the others.</summary>
    public IEnumerable<FeatureDrift> Shown(ModelDrift model) => model.Features.OrderBy(f => Limits.FollowsCalendar(f.Name));

    /// <summary>An input's level in a word; of one that follows the calendar and is not missing more often, why it has none.</summary>
    public string WordOf(FeatureDrift feature) =>
        Limits.FollowsCalendar(feature.Name) && feature.Level == DriftLevel.NotJudged ? "follows the calendar" : feature.Level.Word();

    /// <summary>The worst of all models.</summary>
    public DriftLevel Level => Models.Select(m => m.Level).DefaultIfEmpty(DriftLevel.NotJudged).Max();
}

/// <summary>What one model sees and says.</summary>
/// <param name="Kind">"risk" or "acceptance".</param>
/// <param name="Population">Whose rows these are, for people.</param>
/// <param name="Rows">How many the model is meant for.</param>
/// <param name="Features">Its inputs, in vector order.</param>
/// <param name="Score">Its probability; null where the offers are not in the file.</param>
/// <param name="Calibration">Predicted against observed; null where no outcomes are in the file.</param>
public sealed record ModelDrift(
    string Kind, string Population, int Rows, ImmutableArray<FeatureDrift> Features, ScoreDrift? Score, CalibrationDrift? Calibration)
{
    /// <summary>The worst of all figures.</summary>
    public DriftLevel Level => Features.Select(f => f.Level)
        .Append(Score?.Level ?? DriftLevel.NotJudged)
        .Append(Calibration?.Level ?? DriftLevel.NotJudged)
        .Max();
}

/// <summary>One input.</summary>
/// <param name="Name">The input.</param>
/// <param name="Stability">Population stability index; NaN where there is nothing.</param>
/// <param name="ByChance">What it exceeds once in a hundred times when nothing has changed.</param>
/// <param name="MissingBefore">Share of missing values in training.</param>
/// <param name="MissingNow">Share of missing values now.</param>
/// <param name="Implausible">Values outside the product's range, taken as missing.</param>
/// <param name="Level">By the product's limits.</param>
/// <param name="Training">The training histogram.</param>
/// <param name="Current">The present in the same bins.</param>
public sealed record FeatureDrift(
    string Name, double Stability, double ByChance, double MissingBefore, double MissingNow, int Implausible, DriftLevel Level,
    Histogram Training, Histogram Current);

/// <summary>The model's probability.</summary>
/// <param name="Rows">Rows with an offer.</param>
/// <param name="Stability">Population stability index.</param>
/// <param name="ByChance">What it exceeds once in a hundred times when nothing has changed.</param>
/// <param name="MeanBefore">Mean probability in training, out of fold.</param>
/// <param name="MeanNow">Mean probability now.</param>
/// <param name="Level">By the product's limits.</param>
public sealed record ScoreDrift(int Rows, double Stability, double ByChance, double MeanBefore, double MeanNow, DriftLevel Level);

/// <summary>Predicted against observed, where outcomes are known.</summary>
/// <param name="Rows">Rows with an outcome.</param>
/// <param name="Events">Rows with the event.</param>
/// <param name="Predicted">Mean probability.</param>
/// <param name="Observed">Share of events.</param>
/// <param name="Gap">Predicted − observed, as a share of observed.</param>
/// <param name="StandardErrors">The same distance in standard errors of the sum, were the probabilities right.</param>
/// <param name="Auc">Area under the ROC curve; null where all outcomes are the same.</param>
/// <param name="Level">By the product's limits.</param>
public sealed record CalibrationDrift(
    int Rows, int Events, double Predicted, double Observed, double Gap, double StandardErrors, double? Auc, DriftLevel Level);
