using System.Collections.Immutable;
using Finntelligence.Lending.Confirmation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Showing;

/// <summary>What a model zip holds, for people and programs.</summary>
public sealed record ArtifactSummary
{
    public required int Trees { get; init; }

    public required int Leaves { get; init; }

    public required double BaseScore { get; init; }

    /// <summary>How scores are added up.</summary>
    public required ScoreArithmetic Arithmetic { get; init; }

    public required string Calibration { get; init; }

    /// <summary>Who trained it; null for an imported model.</summary>
    public required string? Trainer { get; init; }

    public required TrainingData Data { get; init; }

    /// <summary>The foreign file it was imported from; null for a model of our own.</summary>
    public required ModelSource? Source { get; init; }

    /// <summary>How the rates of its rows came about; null where nobody looked.</summary>
    public required PriceIdentification? Identification { get; init; }

    public required ImmutableArray<FeatureSummary> Features { get; init; }

    public required SupportSummary Support { get; init; }

    /// <summary>Null when ML.NET can load the zip, and so write it as ONNX; else why not.</summary>
    public required string? NotForMlNet { get; init; }

    public required ImmutableArray<ArtifactMember> Members { get; init; }

    /// <summary>How scores are added up, as a word.</summary>
    public string ArithmeticInWords() => Arithmetic.ToString().ToLowerInvariant();

    public static ArtifactSummary Of(ProductDefinition product, LoanModel model, ImmutableArray<ArtifactMember> members) => new()
    {
        Trees = model.Ensemble.Trees.Length,
        Leaves = model.Ensemble.Trees.Sum(t => t.Leaves.Length),
        BaseScore = model.Ensemble.BaseScore,
        Arithmetic = model.Ensemble.Arithmetic,
        Calibration = model.Manifest.Calibration,
        Trainer = model.Manifest.TrainedBy,
        Data = model.Manifest.Data,
        Source = model.Manifest.Source,
        Identification = model.Manifest.Identification,
        Features = [.. model.Ensemble.Features.Select((_, j) => FeatureSummary.Of(model, j))],
        Support = SupportSummary.Of(product, model),
        NotForMlNet = MlNetMembers.WhyNot(model, members),
        Members = members,
    };
}
