using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Lending.Models;

/// <summary>One trained model, verified against the product and ready to be asked. Immutable; safe for any number of threads.</summary>
public sealed record LoanModel
{
    /// <summary>Which model.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>What the artifact says of itself.</summary>
    public required ModelManifest Manifest { get; init; }

    /// <summary>Lower-case hex SHA-256 of the artifact's bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Makes its rows.</summary>
    public required FeatureEncoder Encoder { get; init; }

    /// <summary>Scores its rows.</summary>
    public required TreeEnsemble Ensemble { get; init; }

    /// <summary>Turns scores into probabilities.</summary>
    public required ICalibrator Calibrator { get; init; }

    /// <summary>Where it has seen enough to be asked.</summary>
    public required SupportTable Support { get; init; }

    /// <summary>The rates that people who are alike were offered; null where they were drawn at random, or nobody looked.</summary>
    public RateBand? Band { get; init; }

    /// <summary>The terms in months that people who are alike had; null too where the model does not see them.</summary>
    public RateBand? MonthsBand { get; init; }

    /// <summary>Training histograms, the baseline of drift.</summary>
    public required FeatureHistograms Histograms { get; init; }

    /// <summary>The members that ML.NET loads the same model from, in their order; empty when its format cannot carry the model.</summary>
    public ImmutableArray<MlNetMember> MlNet { get; init; } = [];

    /// <summary>The probability for one encoded row, as ML.NET computes it: score in double, rounded to float32, then calibrated.</summary>
    public float Probability(ReadOnlySpan<float> row) => Calibrator.Probability((float)Ensemble.Score(row));
}
