using System.Globalization;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Exporting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.LightGbm;
using Xunit.Abstractions;

namespace Finntelligence.Modelling.Tests.Exporting;

/// <summary>The shipped models of car loans, which split makes and regions by sets, as files for other runtimes.</summary>
public sealed class CategoryExportTests(ITestOutputHelper output)
{
    private const int RowCount = 6000;

    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/car-loan/product.json"));
    private static readonly LocalModelRegistry Registry = new(Repository.File("models/car-loan"), TimeProvider.System);

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void Onnx_runtime_gives_the_shipped_probabilities_of_models_with_unordered_categories(string kind)
    {
        var (version, model, zip) = Shipped(kind);
        model.Ensemble.Trees.SelectMany(t => t.Nodes).ShouldContain(n => n.Categories != null);

        var file = OnnxExport.Write(Product, version, zip, model);

        using var scorer = new OnnxScorer(file);
        scorer.Inputs.ShouldBe(model.Manifest.Features);
        scorer.Outputs.ShouldBe(["Score.output", "Probability.output"]);
        scorer.Metadata.CustomMetadataMap["sha256"].ShouldBe(version.Entry.Sha256);
        scorer.Metadata.Version.ShouldBe(version.Entry.Version);
        Same(scorer, model.Ensemble, model.Calibrator, Rows(model.Ensemble), kind);
        OnnxExport.Write(Product, version, zip, model).AsSpan().SequenceEqual(file).ShouldBeTrue();
        OnnxExport.TryWrite(Product, zip, model, out var why).ShouldNotBeNull();
        why.ShouldBeNull();
    }

    // Shares of a category's values of every size, and missing ones that go either way.
    [Fact]
    public void Onnx_runtime_splits_as_we_do_by_sets_of_any_size()
    {
        var random = new Random(9);
        FeatureSpec[] features = [new("make", FeatureKind.Category), new("rate", FeatureKind.Numeric)];
        DecisionTree[] trees =
        [
            .. Enumerable.Range(0, 12).Select(i => new DecisionTree(
                [
                    new SplitNode(0, 0, 1, 2, i % 2 == 0, 1, 10, [.. Enumerable.Range(0, 40).Where(_ => random.Next(12) < i)]),
                    new SplitNode(1, 5, ~0, ~1, i % 3 == 0, 1, 5),
                    new SplitNode(0, 0, ~2, ~3, i % 2 != 0, 1, 5, [i, 39]),
                ],
                [.. Enumerable.Range(0, 4).Select(_ => new Leaf(FixedPoint.Round(random.NextDouble() - 0.5), 3))])),
        ];
        var ensemble = new TreeEnsemble([.. features], 0.25, [.. trees]);
        var platt = new PlattCalibrator(-1.5, 0.25);
        using var scorer = new OnnxScorer(OnnxTrees.Write(ensemble, platt, "test"));

        Same(scorer, ensemble, platt, [.. Enumerable.Range(-1, 42).SelectMany(code => new[] { 4f, 6f, float.NaN }.Select(rate => new[] { code < 0 ? float.NaN : code, rate }))], "made up");
    }

    [Fact]
    public void A_set_too_large_for_a_file_is_named()
    {
        var codes = Enumerable.Range(0, 10_000).ToArray();
        var tree = new DecisionTree([new SplitNode(0, 0, ~0, ~1, false, 1, 2, [.. codes])], [new Leaf(0, 1), new Leaf(1, 1)]);
        var ensemble = new TreeEnsemble([new FeatureSpec("make", FeatureKind.Category)], 0, [.. Enumerable.Repeat(tree, 201)]);

        OnnxTrees.WhyNot(ensemble, new PlattCalibrator(-1, 0)).ShouldBe("the sets of the unordered category 'make' would take more than 2000000 nodes");
        OnnxTrees.WhyNot(ensemble.Take(100), new PlattCalibrator(-1, 0)).ShouldBeNull();
        OnnxTrees.WhyNot(ensemble, new IsotonicCalibrator([0], [0.5])).ShouldBe("its calibrator is not Platt's sigmoid");
    }

    // That LightGBM's own library predicts so too, the tests of the writer show.
    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void The_text_for_LightGBM_holds_the_shipped_model(string kind)
    {
        var (_, model, _) = Shipped(kind);

        var read = LightGbmReader.Read(new MemoryStream(LightGbmExport.Write(Product, model)));

        read.Ensemble.Features.Select(f => f.Name).ShouldBe(model.Manifest.Features);
        Rows(model.Ensemble).Select(row => Math.Abs((1 / (1 + Math.Exp(-read.Ensemble.Score(row)))) - model.Probability(row))).Max().ShouldBeLessThanOrEqualTo(1e-7);
    }

    [Fact]
    public void ML_NET_is_said_not_to_know_the_feature() =>
        Should.Throw<InvalidModelException>(() => ModelArtifact.WriteMlNet(Shipped("risk").Model)).Message
            .ShouldMatch("^ML.NET's format cannot carry this risk model: '(make|region)' is an unordered category; ML.NET's trees split by thresholds, those of ONNX and LightGBM by sets too");

    private void Same(OnnxScorer scorer, TreeEnsemble ensemble, ICalibrator calibrator, float[][] rows, string what)
    {
        var columns = ensemble.Features.Select((f, j) => OnnxScorer.Column(f.Name, [.. rows.Select(r => r[j])])).ToArray();
        var (scores, probabilities) = (scorer.Run("Score.output", columns), scorer.Run("Probability.output", columns));

        var largest = rows.Select((row, i) => Math.Abs(probabilities[i] - calibrator.Probability((float)ensemble.Score(row)))).Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: largest difference {largest:E2} over {rows.Length} rows"));
        largest.ShouldBeLessThanOrEqualTo(1e-6f);
        rows.Select((row, i) => Math.Abs(scores[i] - ensemble.Score(row))).Max().ShouldBeLessThanOrEqualTo(1e-5);
        (probabilities.Max() - probabilities.Min()).ShouldBeGreaterThan(0.05f);
    }

    private static (ModelVersion Version, LoanModel Model, byte[] Zip) Shipped(string kind)
    {
        var version = Registry.Resolve(kind, "production");
        var (model, zip) = VersionFile.ReadWithBytes(version, Product);
        return (version, model, zip);
    }

    // On thresholds and beside them, every category, and missing of each.
    private static float[][] Rows(TreeEnsemble ensemble)
    {
        var random = new Random(5);
        var byFeature = ensemble.Trees.SelectMany(t => t.Nodes).ToLookup(n => n.Feature);
        return [.. Enumerable.Range(0, RowCount).Select(_ => ensemble.Features.Select((feature, f) => Value(feature, [.. byFeature[f]])).ToArray())];

        float Value(FeatureSpec feature, SplitNode[] nodes)
        {
            if (random.Next(8) == 0)
                return float.NaN;
            if (feature.Kind == FeatureKind.Category)
                return random.Next(Product.Applicant.Single(a => a.Name == feature.Name).Values.Length);
            var threshold = nodes.Length == 0 ? 0 : nodes[random.Next(nodes.Length)].Threshold;
            return random.Next(3) switch { 0 => threshold, 1 => MathF.BitIncrement(threshold), _ => MathF.BitDecrement(threshold) };
        }
    }
}
