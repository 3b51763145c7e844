using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Tests.Versions;

/// <summary>Artifacts of one split on the rate.</summary>
internal static class SomeArtifacts
{
    /// <summary>Figures that pass every gate against themselves.</summary>
    public static ImmutableSortedDictionary<string, double> GoodMetrics { get; } = new Dictionary<string, double>
    {
        ["auc"] = 0.7,
        ["ks"] = 0.3,
        ["logLoss"] = 0.25,
        ["brier"] = 0.06,
        ["calibrationError"] = 0.01,
        ["meanPredicted"] = 0.1,
        ["meanObserved"] = 0.1,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A leaf above 0 keeps the product's directions: risk rises with the rate, acceptance falls.</summary>
    public static ModelContents Of(
        ProductDefinition product, ModelKind kind, double leaf, ImmutableSortedDictionary<string, double> metrics, char data = 'a')
    {
        var encoder = new FeatureEncoder(product, kind);
        double above = kind == ModelKind.Risk ? leaf : -leaf;
        int rate = encoder.Features.Select(f => f.Name).ToList().IndexOf("rate");
        var tree = new DecisionTree(
            [new SplitNode(rate, 7.5f, ~0, ~1, MissingGoesLeft: true, Gain: 1, Cover: 100)], [new Leaf(0, 60), new Leaf(above, 40)]);
        var ensemble = new TreeEnsemble(encoder.Features, -2, [tree]);
        var support = product.Model(kind).Support;
        var variables = support.Variables.Select(v => v.Variable).ToImmutableArray();
        return new ModelContents(
            new ModelManifest
            {
                Format = 1,
                Kind = ModelKinds.NameOf(kind),
                Product = product.Name,
                ProductSha256 = product.Sha256,
                SchemaHash = encoder.SchemaHash,
                Features = [.. encoder.Features.Select(f => f.Name)],
                Options = ImmutableSortedDictionary<string, string>.Empty.Add("NumberOfTrees", "1"),
                Seed = 1,
                Calibration = "none",
                Data = new TrainingData("made-up.csv", new string(data, 64), 100, 10),
                Metrics = metrics,
                Library = "1.0.0",
            },
            ensemble,
            new PlattCalibrator(-1, 0),
            new SupportTable(support.By, variables, [Cell(variables.Length, 7, 60), Cell(variables.Length, 8, 40)]),
            new FeatureHistograms(
                [.. encoder.Features.Select(f => new Histogram(f.Name, [0.5f], [60, 30], 10))],
                new Histogram("probability", [0.5f], [60, 40], 0)));
    }

    private static SupportCell Cell(int variables, double value, int count) =>
        new(Stratum: 2, [.. Enumerable.Repeat(value, variables)], count);

    public static VersionInfo Describe(ModelContents contents) =>
        new(new DataReference("made-up.csv", contents.Manifest.Data.Sha256, new string('b', 32)), contents.Manifest.Options, 1, "1.0.0")
        {
            Metrics = contents.Manifest.Metrics,
        };
}
