using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>Models that are asked here and never served: without an artifact, so without hashes, metrics and histograms.</summary>
internal static class Unregistered
{
    /// <summary>A model that the offer engine can use.</summary>
    public static LoanModel Model(ProductDefinition product, ModelKind kind, TreeEnsemble ensemble, ICalibrator calibrator, SupportTable support)
    {
        var encoder = new FeatureEncoder(product, kind);
        return new LoanModel
        {
            Kind = kind,
            Manifest = new ModelManifest
            {
                Format = 1,
                Kind = kind.ToString().ToLowerInvariant(),
                Product = product.Name,
                ProductSha256 = product.Sha256,
                SchemaHash = encoder.SchemaHash,
                Features = [.. encoder.Features.Select(f => f.Name)],
                Options = ImmutableSortedDictionary<string, string>.Empty,
                Seed = 0,
                Calibration = "",
                Data = new TrainingData("", "", 0, 0),
                Metrics = ImmutableSortedDictionary<string, double>.Empty,
                Library = "",
            },
            Sha256 = "",
            Encoder = encoder,
            Ensemble = ensemble,
            Calibrator = calibrator,
            Support = support,
            Histograms = new FeatureHistograms([], new Histogram("probability", [], [0], 0)),
        };
    }
}
