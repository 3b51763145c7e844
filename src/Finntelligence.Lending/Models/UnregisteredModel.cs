using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Models;

/// <summary>Models that are asked and never served: without an artifact, so without hashes, metrics and histograms.</summary>
public static class UnregisteredModel
{
    /// <summary>The probability that a product declares in place of a model.</summary>
    /// <exception cref="ArgumentException">The product has a model of that kind to learn.</exception>
    public static LoanModel Declared(ProductDefinition product, ModelKind kind)
    {
        var model = Of(product, kind, DeclaredModel.Ensemble(product, kind), DeclaredModel.Calibrator, new SupportTable("", [], []));
        return model with { Manifest = model.Manifest with { Trainer = TrainerNames.Declared } };
    }

    /// <summary>A model that the offer engine can use.</summary>
    /// <param name="product">Its product.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="ensemble">Scores rows of the product's features.</param>
    /// <param name="calibrator">Turns scores into probabilities.</param>
    /// <param name="support">Where it has seen enough to be asked.</param>
    public static LoanModel Of(ProductDefinition product, ModelKind kind, TreeEnsemble ensemble, ICalibrator calibrator, SupportTable support)
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
