using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>How well one model does on rows it did not learn from.</summary>
internal sealed record ModelFigures
{
    /// <summary>"risk" or "acceptance".</summary>
    public required string Kind { get; init; }

    /// <summary>Version in the registry.</summary>
    public required int Version { get; init; }

    /// <summary>Who trained it; null for an imported model.</summary>
    public string? Trainer { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Name and sha256 of what it learned from.</summary>
    public required string TrainedOn { get; init; }

    public required string TrainedOnSha256 { get; init; }

    /// <summary>Whether that is the history of this report.</summary>
    public required bool SameHistory { get; init; }

    /// <summary>Where the figures come from, for people.</summary>
    public required string Method { get; init; }

    public required string Calibration { get; init; }

    /// <summary>How the rates of its rows came about; null where nobody looked.</summary>
    public PriceIdentification? Identification { get; init; }

    public required ImmutableSortedDictionary<string, string> Options { get; init; }

    public required int Rows { get; init; }

    public required int Events { get; init; }

    /// <summary>Figures by name, as in the registry.</summary>
    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

    /// <summary>As the registry holds them.</summary>
    public required ImmutableSortedDictionary<string, double> Registered { get; init; }

    public required double AucLow { get; init; }

    public required double AucHigh { get; init; }

    public required ImmutableArray<CurvePoint> Roc { get; init; }

    public required ImmutableArray<CurvePoint> PrecisionRecall { get; init; }

    public required ImmutableArray<CalibrationPoint> CalibrationCurve { get; init; }

    /// <summary>Share of all rows, best first, against lift.</summary>
    public required ImmutableArray<CurvePoint> Lift { get; init; }

    /// <summary>Probability against the share of events and of the others with less.</summary>
    public required ImmutableArray<KsPoint> Ks { get; init; }

    /// <summary>Trees against log-loss out of fold; empty for a model that was imported.</summary>
    public required ImmutableArray<CurvePoint> LossByTrees { get; init; }

    /// <summary>Training rows against quality; empty for a model that was imported.</summary>
    public required ImmutableArray<SizePoint> BySize { get; init; }

    /// <summary>The model and the other trainers' on the same history, as the registry holds their figures; the model first.</summary>
    public ImmutableArray<TrainerFigures> Trainers { get; init; } = [];

    /// <summary>Trained before the last period, tested on it; null without periods.</summary>
    public required OutOfTimeFigures? OutOfTime { get; init; }
}

/// <summary>A trainer's model as the registry knows it.</summary>
/// <param name="Trainer">Its name; "imported" where nobody here trained it.</param>
/// <param name="Version">Version in the registry.</param>
/// <param name="Metrics">Out of fold, and what it breaks of the product's promises.</param>
internal sealed record TrainerFigures(string Trainer, int Version, ImmutableSortedDictionary<string, double> Metrics)
{
    public static TrainerFigures Of(VersionEntry entry) =>
        new(ModelVersions.TrainerOf(entry) ?? "imported", entry.Version, entry.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal));
}

/// <summary>A point of a curve.</summary>
internal readonly record struct CurvePoint(double X, double Y);

/// <summary>A point of two cumulative distributions.</summary>
internal readonly record struct KsPoint(double Probability, double Events, double Others);

/// <summary>Predicted against observed over people with like probabilities.</summary>
internal sealed record CalibrationPoint(int Rows, double Predicted, double Observed, double Low, double High);

/// <summary>Quality after learning from some of the rows.</summary>
internal sealed record SizePoint(int Rows, double Auc, double LogLoss);

/// <summary>The out-of-time test.</summary>
internal sealed record OutOfTimeFigures
{
    /// <summary>Periods learned from.</summary>
    public required string Learned { get; init; }

    /// <summary>The period tested on.</summary>
    public required string Tested { get; init; }

    public required int RowsLearned { get; init; }

    public required int Rows { get; init; }

    public required int Events { get; init; }

    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

    public required double AucLow { get; init; }

    public required double AucHigh { get; init; }

    /// <summary>On the same rows, from models that had other rows of that period to learn from.</summary>
    public required ImmutableSortedDictionary<string, double> OutOfFold { get; init; }

    public required ImmutableArray<CalibrationPoint> CalibrationCurve { get; init; }
}
