using System.Collections.Immutable;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Makes the version of a probability that the product declares in place of a model: nothing is learned, and nothing is measured.</summary>
internal static class DeclaredFit
{
    private const string Option = "probability";

    /// <summary>The model.</summary>
    /// <param name="product">Declares it.</param>
    /// <param name="kind">Which.</param>
    /// <param name="history">What the other model learns from; named beside it, as the registry wants.</param>
    /// <param name="seed">Of the training.</param>
    public static ModelFit Of(ProductDefinition product, ModelKind kind, TrainingHistory history, ulong seed)
    {
        var ensemble = DeclaredModel.Ensemble(product, kind);
        var calibrator = DeclaredModel.Calibrator;
        var nothing = ImmutableArray<float>.Empty;
        var contents = new ModelContents(
            new ModelManifest
            {
                Format = 1,
                Kind = ModelKinds.NameOf(kind),
                Product = product.Name,
                ProductSha256 = product.Sha256,
                SchemaHash = new FeatureEncoder(product, kind).SchemaHash,
                Features = [DeclaredProbability.Input],
                Trainer = TrainerNames.Declared,
                Options = ImmutableSortedDictionary<string, string>.Empty.Add(Option, product.Model(kind).Declared!.ToString()),
                Seed = seed,
                Calibration = CalibrationNames.Of(calibrator),
                Data = new TrainingData(history.Name, history.Sha256, 0, 0) { Simulated = history.IsSimulated ? true : null },
                Metrics = ImmutableSortedDictionary<string, double>.Empty,
                Library = ModelFitter.LibraryVersion,
            },
            ensemble,
            calibrator,
            new SupportTable("", [], []),
            new FeatureHistograms([new Histogram(DeclaredProbability.Input, nothing, [0], 0)], new Histogram("score", nothing, [0], 0)));
        return new ModelFit(
            kind, TrainerNames.Declared, ModelArtifact.Write(product, contents), contents, [], TrainingRows.None(kind), [], new PromiseFigures(null, []));
    }
}
