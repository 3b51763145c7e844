using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Api.Tests.Support;

/// <summary>
/// Models made by hand. Risk rises with the rate, acceptance falls with it, so that the best rate lies between the ends; the base
/// score tells one model from another.
/// </summary>
internal static class TestModels
{
    private const double Certain = 20;

    public static byte[] Risk(ProductDefinition product, double baseScore = -1.5) => Make(product, ModelKind.Risk, baseScore, above: 0.6);

    public static byte[] Acceptance(ProductDefinition product, double baseScore = -2) => Make(product, ModelKind.Acceptance, baseScore, above: -1.2);

    /// <summary>A model that is certain of every default, so that nothing is ever offered.</summary>
    public static byte[] RiskOfCertainDefault(ProductDefinition product) => Make(product, ModelKind.Risk, Certain, above: 0.6);

    /// <summary>A model that ML.NET cannot express.</summary>
    public static byte[] RiskWithIsotonic(ProductDefinition product) =>
        Make(product, ModelKind.Risk, -1.5, above: 0.6, new IsotonicCalibrator([-2, 0], [0.1, 0.2]));

    private static byte[] Make(ProductDefinition product, ModelKind kind, double baseScore, double above, ICalibrator? other = null)
    {
        var encoder = new FeatureEncoder(product, kind);
        var names = encoder.Features.Select(f => f.Name).ToList();
        DecisionTree Split(string name, float threshold, double low, double high) => new(
            [new SplitNode(names.IndexOf(name), threshold, ~0, ~1, MissingGoesLeft: true, Gain: 1, Cover: 100)],
            [new Leaf(low, 60), new Leaf(high, 40)]);
        var score = product.Applicant.First(f => f.Kind is ApplicantFeatureKind.Integer or ApplicantFeatureKind.Number).Name;
        var ensemble = new TreeEnsemble(encoder.Features, baseScore, [Split("rate", 7.5f, 0, above), Split(score, 4000, 0.25, 0)]);
        // P = 1 / (1 + exp(−score)): the scores below are log-odds as they stand.
        var calibrator = other ?? new PlattCalibrator(-1, 0);
        var manifest = new ModelManifest
        {
            Format = 1,
            Kind = kind == ModelKind.Risk ? "risk" : "acceptance",
            Product = product.Name,
            ProductSha256 = product.Sha256,
            SchemaHash = encoder.SchemaHash,
            Features = [.. names],
            Options = ImmutableSortedDictionary<string, string>.Empty,
            Seed = 1,
            Calibration = CalibrationNames.Of(calibrator),
            Data = new TrainingData("made-up.csv", new string('0', 64), 100, 10),
            Metrics = ImmutableSortedDictionary<string, double>.Empty,
            Library = "1.0.0",
        };
        return ModelArtifact.Write(product, new ModelContents(manifest, ensemble, calibrator, Support(product, kind), Histograms(names)));
    }

    private static SupportTable Support(ProductDefinition product, ModelKind kind)
    {
        var definition = product.Model(kind).Support;
        var variables = definition.Variables.Select(v => v.Variable).ToImmutableArray();
        var strata = product.Applicant.Single(f => f.Name == definition.By).Values.Length;
        ImmutableArray<ImmutableArray<double>> combinations = [[]];
        foreach (var variable in variables)
            combinations = [.. combinations.SelectMany(c => ValuesOf(product.Offer, variable).Select(v => c.Add(v)))];
        return new SupportTable(definition.By, variables,
            [.. Enumerable.Range(0, strata).SelectMany(s => combinations.Select(c => new SupportCell(s, c, 1000)))]);
    }

    private static IEnumerable<double> ValuesOf(OfferSpace offer, OfferVariable variable)
    {
        if (variable == OfferVariable.Months)
            return offer.Months.Values.Select(m => (double)m);
        var (least, greatest, step) = variable == OfferVariable.Rate
            ? (offer.Rate.Minimum, offer.Rate.Maximum, offer.Rate.Step)
            : (offer.Amount.Minimum, offer.Amount.Maximum, offer.Amount.Step);
        return Enumerable.Range(0, (int)((greatest - least) / step) + 1).Select(i => (double)(least + i * step));
    }

    private static FeatureHistograms Histograms(IEnumerable<string> names) =>
        new([.. names.Select(Histogram)], Histogram("score"));

    private static Histogram Histogram(string name) => new(name, [0.5f], [60, 40], 0);
}
