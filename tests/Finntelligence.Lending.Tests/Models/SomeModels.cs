using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>Small models over a product's own schema: constant, hand-made or of seeded random trees.</summary>
internal static class SomeModels
{
    /// <summary>A calibrator that changes nothing: P = 1 / (1 + exp(−score)).</summary>
    public static PlattCalibrator Logistic { get; } = new(-1, 0);

    /// <summary>A model of random trees, with full support.</summary>
    public static LoanModel Random(ProductDefinition product, ModelKind kind, int seed, int trees = 12, SupportTable? support = null) =>
        Read(product, kind, RandomContents(product, kind, seed, trees, support));

    public static ModelContents RandomContents(ProductDefinition product, ModelKind kind, int seed, int trees = 12, SupportTable? support = null)
    {
        var random = new Random(seed);
        var features = new FeatureEncoder(product, kind).Features;
        var ensemble = new TreeEnsemble(
            features,
            FixedPoint.Round(kind == ModelKind.Risk ? -1.2 : -2),
            [.. Enumerable.Range(0, trees).Select(_ => new RandomTree(features, random).Grow(random.Next(1, 12)))]);
        return Contents(product, kind, ensemble, Logistic, support);
    }

    /// <summary>A model that says the same of every offer.</summary>
    public static LoanModel Constant(ProductDefinition product, ModelKind kind, double probability, SupportTable? support = null) =>
        Of(product, kind, [], Math.Log(probability / (1 - probability)), support: support);

    /// <summary>A model of given trees.</summary>
    public static LoanModel Of(
        ProductDefinition product,
        ModelKind kind,
        ImmutableArray<DecisionTree> trees,
        double baseScore = 0,
        ICalibrator? calibrator = null,
        SupportTable? support = null,
        FeatureHistograms? histograms = null) =>
        Read(product, kind, Contents(
            product, kind, new TreeEnsemble(new FeatureEncoder(product, kind).Features, baseScore, trees), calibrator ?? Logistic, support, histograms));

    /// <summary>A tree that splits once: one value up to the threshold, another above; missing goes right.</summary>
    public static DecisionTree Stump(ProductDefinition product, ModelKind kind, string input, float threshold, double upTo, double above) => new(
        [new SplitNode(product.Model(kind).Inputs.IndexOf(input), threshold, ~0, ~1, MissingGoesLeft: false, Gain: 1, Cover: 100)],
        [new Leaf(upTo, 50), new Leaf(above, 50)]);

    public static ModelContents Contents(
        ProductDefinition product,
        ModelKind kind,
        TreeEnsemble ensemble,
        ICalibrator calibrator,
        SupportTable? support = null,
        FeatureHistograms? histograms = null) =>
        new(Manifest(product, kind, calibrator), ensemble, calibrator, support ?? FullSupport(product, kind), histograms ?? Histograms(product, kind));

    public static ModelManifest Manifest(ProductDefinition product, ModelKind kind, ICalibrator calibrator)
    {
        var encoder = new FeatureEncoder(product, kind);
        return new ModelManifest
        {
            Format = 1,
            Kind = kind == ModelKind.Risk ? "risk" : "acceptance",
            Product = product.Name,
            ProductSha256 = product.Sha256,
            SchemaHash = encoder.SchemaHash,
            Features = [.. encoder.Features.Select(f => f.Name)],
            Options = ImmutableSortedDictionary<string, string>.Empty.Add("NumberOfTrees", "12").Add("LearningRate", "0.1"),
            Seed = 7,
            Calibration = calibrator is PlattCalibrator ? "platt" : "isotonic",
            Data = new TrainingData("made-up.csv", new string('0', 64), 1000, 100),
            Metrics = ImmutableSortedDictionary<string, double>.Empty.Add("auc", 0.71234567).Add("logLoss", 0.24),
            Library = "1.0.0",
        };
    }

    /// <summary>Every rate and term of the product, often, in every stratum.</summary>
    public static SupportTable FullSupport(ProductDefinition product, ModelKind kind) =>
        Support(product, kind, (_, _, _) => 1000);

    /// <summary>Counts given by stratum, months and rate; a combination that counts 0 is left out. Without months they are 0.</summary>
    public static SupportTable Support(ProductDefinition product, ModelKind kind, Func<int, int, decimal, int> count)
    {
        var definition = product.Model(kind).Support;
        var byMonths = definition.Variables.Any(v => v.Variable == OfferVariable.Months);
        var cells = ImmutableArray.CreateBuilder<SupportCell>();
        for (var stratum = 0; stratum < product.Applicant.Single(f => f.Name == definition.By).Values.Length; stratum++)
        {
            for (var rate = product.Offer.Rate.Minimum; rate <= product.Offer.Rate.Maximum; rate += product.Offer.Rate.Step)
            {
                foreach (var months in byMonths ? product.Offer.Months.Values : [0])
                {
                    if (count(stratum, months, rate) is > 0 and var rows)
                        cells.Add(new SupportCell(stratum, byMonths ? [(double)rate, months] : [(double)rate], rows));
                }
            }
        }

        return new SupportTable(
            definition.By, byMonths ? [OfferVariable.Rate, OfferVariable.Months] : [OfferVariable.Rate], cells.ToImmutable());
    }

    /// <summary>Ten bins over each input's range, all occupied.</summary>
    public static FeatureHistograms Histograms(ProductDefinition product, ModelKind kind) => new(
        [.. product.Model(kind).Inputs.Select(name => Histogram(name, SomeApplicants.RangeOf(product, name)))],
        Histogram("score", (0, 1)));

    public static Histogram Histogram(string name, (float Least, float Greatest) range) => new(
        name,
        [.. Enumerable.Range(1, 9).Select(i => range.Least + (range.Greatest - range.Least) * i / 10)],
        [.. Enumerable.Repeat(100L, 10)],
        Missing: 5);

    public static LoanModel Read(ProductDefinition product, ModelKind kind, ModelContents contents) =>
        ModelArtifact.Read(ModelArtifact.Write(product, contents), product, kind);

    private sealed class RandomTree(ImmutableArray<FeatureSpec> features, Random random)
    {
        private readonly List<SplitNode> _nodes = [];
        private readonly List<Leaf> _leaves = [];

        public DecisionTree Grow(int leaves)
        {
            Grow(leaves, out _);
            return new DecisionTree([.. _nodes], [.. _leaves]);
        }

        private int Grow(int leaves, out double cover)
        {
            if (leaves == 1)
            {
                cover = random.Next(1, 100);
                _leaves.Add(new Leaf(FixedPoint.Round(random.NextDouble() - 0.5), cover));
                return ~(_leaves.Count - 1);
            }

            var n = _nodes.Count;
            _nodes.Add(null!);
            var feature = random.Next(features.Length);
            var (least, greatest) = SomeApplicants.RangeOf(ProductFile.CashLoan, features[feature].Name);
            var threshold = least + (greatest - least) * (float)random.NextDouble();
            var leftLeaves = random.Next(1, leaves);
            var left = Grow(leftLeaves, out var leftCover);
            var right = Grow(leaves - leftLeaves, out var rightCover);
            cover = leftCover + rightCover;
            _nodes[n] = new SplitNode(feature, threshold, left, right, random.Next(2) == 0, 1, cover);
            return n;
        }
    }
}
