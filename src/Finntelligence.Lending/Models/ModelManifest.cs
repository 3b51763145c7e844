using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Models;

/// <summary>manifest.json of a model zip. Holds nothing that the data, the options and the code do not determine.</summary>
public sealed record ModelManifest
{
    /// <summary>Format of the artifact; 1.</summary>
    public required int Format { get; init; }

    /// <summary>"risk" or "acceptance".</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the product.</summary>
    public required string Product { get; init; }

    /// <summary>SHA-256 of product.json as it was at training.</summary>
    public required string ProductSha256 { get; init; }

    /// <summary><see cref="Products.FeatureEncoder.SchemaHash"/> at training; what decides whether the model fits.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>Names of the inputs in vector order.</summary>
    public required ImmutableArray<string> Features { get; init; }

    /// <summary>
    /// Who trained it, one of <see cref="TrainerNames"/>; null, and not written, for an imported model, and in zips from before
    /// there was a choice, which are our own learner's.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trainer { get; init; }

    /// <summary>Who trained it; null for an imported model.</summary>
    [JsonIgnore]
    public string? TrainedBy => Source is null ? Trainer ?? TrainerNames.MonotoneFastTree : null;

    /// <summary>Whether the product declares its probabilities, so that nothing was learned and nothing measured.</summary>
    [JsonIgnore]
    public bool IsDeclared => Trainer == TrainerNames.Declared;

    /// <summary>The trainer's option names and values, invariant text.</summary>
    public required ImmutableSortedDictionary<string, string> Options { get; init; }

    /// <summary>Seed of all randomness.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The calibrator's <see cref="CalibrationNames">name</see>.</summary>
    public required string Calibration { get; init; }

    /// <summary>What it learned from; for an imported model, the history that its support and histograms were counted on.</summary>
    public required TrainingData Data { get; init; }

    /// <summary>
    /// Out-of-fold metrics (auc, ks, logLoss, brier, calibrationError, meanPredicted, meanObserved), eight significant digits. Those of
    /// an imported model are of <see cref="ModelSource.Evaluated"/>, and it has none where nobody named rows that it did not learn from.
    /// Beside them what the model breaks of the product's promises: rateBreachShare, rateBreachLargest and directionsBroken.
    /// </summary>
    public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

    /// <summary>Version of the library that trained or imported it.</summary>
    public required string Library { get; init; }

    /// <summary>The file it was imported from; null, and not written, for a model of our own learner.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelSource? Source { get; init; }

    /// <summary>
    /// How the rates of the rows came about; null, and not written, for an imported model, for one that sees no rate, and in zips from before it
    /// was asked.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PriceIdentification? Identification { get; init; }
}

/// <summary>What a model learned from.</summary>
/// <param name="Name">File name, without a folder.</param>
/// <param name="Sha256">Lower-case hex, of the file's bytes.</param>
/// <param name="Rows">Labelled rows used.</param>
/// <param name="Events">Rows with the event.</param>
public sealed record TrainingData(string Name, string Sha256, int Rows, int Events)
{
    /// <summary>True where nobody lived those rows; null, and not written, for a lender's history.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Simulated { get; init; }

    /// <summary>Whether nobody lived those rows. Zips from before there was a mark say it by the file's name.</summary>
    [JsonIgnore]
    public bool IsSimulated => Simulated ?? Name.StartsWith("simulated", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where an imported model came from.</summary>
/// <param name="Format">"xgboost", "lightgbm" or "mlnet".</param>
/// <param name="File">File name, without a folder.</param>
/// <param name="Sha256">Lower-case hex, of the file's bytes.</param>
/// <param name="Objective">As the file states it; null when it states none.</param>
/// <param name="CoverCounted">Whether covers were counted on <see cref="ModelManifest.Data"/>, because the file has none.</param>
/// <param name="Evaluated">The rows of the metrics, which its importer says it did not learn from; null when none were named.</param>
public sealed record ModelSource(
    string Format, string File, string Sha256, string? Objective, bool CoverCounted, TrainingData? Evaluated);
