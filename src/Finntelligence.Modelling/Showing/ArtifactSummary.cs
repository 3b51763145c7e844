using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;
using Finntelligence.Trees.Formats.Onnx;

namespace Finntelligence.Modelling.Showing;

/// <summary>What a model zip holds, for people and programs.</summary>
public sealed record ArtifactSummary
{
    private const string MlNetVersion = "TrainingInfo/Version.txt";

    public required int Trees { get; init; }

    public required int Leaves { get; init; }

    public required double BaseScore { get; init; }

    /// <summary>How scores are added up.</summary>
    public required ScoreArithmetic Arithmetic { get; init; }

    public required string Calibration { get; init; }

    public required TrainingData Data { get; init; }

    /// <summary>The foreign file it was imported from; null for a model of our own.</summary>
    public required ModelSource? Source { get; init; }

    public required ImmutableArray<FeatureSummary> Features { get; init; }

    public required SupportSummary Support { get; init; }

    /// <summary>Null when ML.NET can load the zip; else why not.</summary>
    public required string? NotForMlNet { get; init; }

    /// <summary>Null when it can be exported as ONNX; else why not.</summary>
    public required string? NotForOnnx { get; init; }

    public required ImmutableArray<ArtifactMember> Members { get; init; }

    public static ArtifactSummary Of(ProductDefinition product, LoanModel model, ImmutableArray<ArtifactMember> members)
    {
        OnnxWriter.CanExpress(model.Ensemble, model.Calibrator, out var notForOnnx);
        return new ArtifactSummary
        {
            Trees = model.Ensemble.Trees.Length,
            Leaves = model.Ensemble.Trees.Sum(t => t.Leaves.Length),
            BaseScore = model.Ensemble.BaseScore,
            Arithmetic = model.Ensemble.Arithmetic,
            Calibration = model.Manifest.Calibration,
            Data = model.Manifest.Data,
            Source = model.Manifest.Source,
            Features = [.. model.Ensemble.Features.Select((_, j) => FeatureSummary.Of(model, j))],
            Support = SupportSummary.Of(product, model),
            NotForMlNet = NotForMlNetOf(model, members),
            NotForOnnx = notForOnnx,
            Members = members,
        };
    }

    private static string? NotForMlNetOf(LoanModel model, ImmutableArray<ArtifactMember> members)
    {
        if (!MlNetModelWriter.CanExpress(model.Ensemble, model.Calibrator, out var why))
            return why;
        return members.Any(m => m.Name == MlNetVersion) ? null : "it was written without ML.NET's members";
    }
}
