using System.Globalization;
using System.Text.Json;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Exporting;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Xunit.Abstractions;

namespace Finntelligence.Modelling.Tests.Exporting;

/// <summary>The shipped models as ONNX, scored by ONNX Runtime.</summary>
public sealed class OnnxExportTests(ITestOutputHelper output)
{
    private const int RowCount = 20_000;

    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));
    private static readonly LocalModelRegistry Registry = new(Repository.File("models/cash-loan"), TimeProvider.System);

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void Onnx_runtime_gives_the_shipped_probabilities_missing_and_wild_values_included(string kind)
    {
        var (_, model, file) = Export(kind);
        using var scorer = new OnnxScorer(file);
        float[][] rows = Rows(model);
        var columns = model.Manifest.Features.Select((name, j) => OnnxScorer.Column(name, [.. rows.Select(r => r[j])])).ToArray();

        float[] probabilities = scorer.Run("Probability.output", columns);
        float[] scores = scorer.Run("Score.output", columns);

        scorer.Inputs.ShouldBe(model.Manifest.Features);
        scorer.Outputs.ShouldBe(["Score.output", "Probability.output"]);
        double largest = rows.Select((row, i) => Math.Abs(probabilities[i] - model.Probability(row))).Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: largest difference {largest:E2} over {rows.Length} rows"));
        largest.ShouldBeLessThanOrEqualTo(1e-6);
        rows.Select((row, i) => Math.Abs(scores[i] - model.Ensemble.Score(row))).Max().ShouldBeLessThanOrEqualTo(1e-5);
        // Rows that all scored the same would prove nothing.
        (probabilities.Max() - probabilities.Min()).ShouldBeGreaterThan(0.05f);
    }

    [Theory]
    [InlineData("risk")]
    [InlineData("acceptance")]
    public void The_file_says_what_it_is(string kind)
    {
        var (version, model, file) = Export(kind);
        using var scorer = new OnnxScorer(file);

        var metadata = scorer.Metadata;
        metadata.ProducerName.ShouldBe("ML.NET");
        metadata.Version.ShouldBe(version.Entry.Version);
        metadata.Description.ShouldStartWith($"The {kind} model of cash-loan, version {version.Entry.Version}.");
        metadata.CustomMetadataMap["product"].ShouldBe("cash-loan");
        metadata.CustomMetadataMap["sha256"].ShouldBe(version.Entry.Sha256);
        JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["feature_names"]).ShouldBe(model.Manifest.Features);
        var ranges = JsonDocument.Parse(metadata.CustomMetadataMap["feature_ranges"]).RootElement;
        ranges.EnumerateObject().Select(p => p.Name).ShouldBe(model.Manifest.Features);
        ranges.GetProperty("riskCategory").GetProperty("values")[2].GetString().ShouldBe("HIGH");
        ranges.GetProperty("rate").GetProperty("maximum").GetDouble().ShouldBe(11.75);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes() => Export("risk").File.AsSpan().SequenceEqual(Export("risk").File).ShouldBeTrue();

    private static (ModelVersion Version, LoanModel Model, byte[] File) Export(string kind)
    {
        var version = Registry.Resolve(kind, "production");
        var (model, zip) = VersionFile.ReadWithBytes(version, Product);
        return (version, model, OnnxExport.Write(Product, version, zip, model));
    }

    /// <summary>Rows of the twin, and in turn: one on a threshold, one with missing values, one with a value out of all ranges.</summary>
    private static float[][] Rows(LoanModel model)
    {
        var twin = History.Read(Product, model.Kind, Repository.File("data/cash-loan/simulated.csv.gz"));
        var nodes = model.Ensemble.Trees.SelectMany(t => t.Nodes).ToArray();
        int width = model.Ensemble.Features.Length;
        float[] wild = [float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e30f, float.Epsilon, -1, 1e6f];
        var random = new Random(21);
        return [.. Enumerable.Range(0, RowCount).Select(i =>
        {
            float[] row = [.. twin.Values.Row(i % twin.Labels.Length)];
            var node = nodes[random.Next(nodes.Length)];
            if (i % 3 == 0)
                row[node.Feature] = (i % 9) switch { 0 => node.Threshold, 3 => MathF.BitIncrement(node.Threshold), _ => MathF.BitDecrement(node.Threshold) };
            if (i % 4 == 0)
                row[random.Next(width)] = float.NaN;
            if (i % 5 == 0)
                row[random.Next(width)] = wild[random.Next(wild.Length)];
            if (i % 1000 == 0)
                Array.Fill(row, float.NaN);
            return row;
        })];
    }
}
