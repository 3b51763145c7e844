using System.Text.RegularExpressions;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Tests.Products;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Formats.MlNet.Reading;

namespace Finntelligence.Lending.Tests.Models;

/// <summary>The models in models/cash-loan, on rows of the simulated twin: as we score them, and as others would.</summary>
public sealed class ShippedModelsTests
{
    private const int RowCount = 10_000;

    [Theory]
    [InlineData(ModelKind.Risk)]
    [InlineData(ModelKind.Acceptance)]
    public void Probabilities_are_those_of_the_ML_NET_model_in_the_same_zip(ModelKind kind)
    {
        var (model, zip) = Read(kind);
        var foreign = MlNetModelReader.Read(zip);
        foreach (var row in Rows(model))
            foreign.Calibrator.Probability((float)foreign.Ensemble.Score(row)).ShouldBe(model.Probability(row));
    }

    [Fact]
    public void The_ML_NET_host_in_the_README_gives_every_column_and_finds_the_files()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        var start = readme.IndexOf("<!-- ml.net -->", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        var host = readme[start..readme.IndexOf("\n```\n", start, StringComparison.Ordinal)];
        var columns = Regex.Matches(host, @"(\w+) = NaN").Select(m => m.Groups[1].Value).ToArray();
        foreach (var kind in Enum.GetValues<ModelKind>())
        {
            var (model, zip) = Read(kind);
            // Columns that a model does not know are no concern of ML.NET's; those that it knows must be there.
            MlNetModelReader.Read(zip).Ensemble.Features.Select(f => f.Name).ShouldBeSubsetOf(columns);
            File.Exists(Repository.File($"models/cash-loan/{model.Manifest.Kind}/1/model.zip")).ShouldBeTrue();
            host.ShouldContain($"(\"{model.Manifest.Kind}\", \"models/cash-loan/{model.Manifest.Kind}/1/model.zip\")");
        }

        ProductFile.Shipped.Applicant.Single(f => f.Name == "riskCategory").Values[2].ShouldBe("HIGH");
        host.ShouldContain("riskCategory = 2");
    }

    [Theory]
    [InlineData(ModelKind.Risk)]
    [InlineData(ModelKind.Acceptance)]
    public void Declared_directions_hold_on_every_row(ModelKind kind)
    {
        var (model, _) = Read(kind);
        for (var f = 0; f < model.Ensemble.Features.Length; f++)
        {
            var direction = (int)model.Ensemble.Features[f].Monotonicity;
            if (direction == 0)
                continue;
            var thresholds = model.Ensemble.Trees.SelectMany(t => t.Nodes).Where(n => n.Feature == f).Select(n => n.Threshold).Distinct().Order().ToArray();
            foreach (var row in Rows(model).Take(50))
            {
                var last = float.NaN;
                foreach (var threshold in thresholds.Append(float.PositiveInfinity))
                {
                    row[f] = threshold;
                    var probability = model.Probability(row);
                    (direction * (probability - last) < 0).ShouldBeFalse(model.Ensemble.Features[f].Name);
                    last = probability;
                }
            }
        }
    }

    private static (LoanModel Model, byte[] Zip) Read(ModelKind kind)
    {
        var zip = File.ReadAllBytes(Repository.File($"models/cash-loan/{kind.ToString().ToLowerInvariant()}/1/model.zip"));
        return (ModelArtifact.Read(zip, ProductFile.Shipped, kind), zip);
    }

    /// <summary>Rows of the twin; every third has a value on a threshold of the trees, every fifth a missing one.</summary>
    private static float[][] Rows(LoanModel model)
    {
        var twin = History.Read(ProductFile.Shipped, model.Kind, Repository.File("data/cash-loan/simulated.csv.gz"));
        SplitNode[] nodes = [.. model.Ensemble.Trees.SelectMany(t => t.Nodes)];
        var width = model.Ensemble.Features.Length;
        var random = new Random(21);
        var rows = new float[RowCount][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = twin.Values.Row(i % twin.Labels.Length).ToArray();
            var node = nodes[random.Next(nodes.Length)];
            if (i % 3 == 0)
                rows[i][node.Feature] = node.Threshold;
            if (i % 5 == 0)
                rows[i][random.Next(width)] = float.NaN;
        }

        return rows;
    }
}
