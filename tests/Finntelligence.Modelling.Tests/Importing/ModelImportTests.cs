using System.Globalization;
using System.Text.Json.Nodes;
using Finntelligence.Histories.Files;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Importing;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Tests.Importing;

public sealed class ModelImportTests : IDisposable
{
    private const string Fixtures = "tests/Finntelligence.Trees.Tests/Fixtures/xgboost-synthetic/";

    // Nearly the product's order turned round, so that a column taken by its position would show.
    private static readonly string[] Names =
        ["rate", "lastLoanMonths", "lastLoanAmount", "monthsSinceLastLoan", "priorLoans", "applicationScore", "bureauScore", "monthlyIncome"];

    private static readonly ProductDefinition Product = ProductLoader.Load(Repository.File("data/cash-loan/product.json"));

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_XGBoost_answers_as_XGBoost_did_bit_for_bit_in_the_products_columns()
    {
        var json = JsonNode.Parse(File.ReadAllText(Repository.File(Fixtures + "small.json")))!;
        json["learner"]!["feature_names"] = new JsonArray([.. Names.Select(n => (JsonNode)n)]);
        string path = _folder.Write("model.json", json.ToJsonString());
        var artifact = Import(ModelFileReader.Read(path, ModelFileReader.Auto, rounds: null, CancellationToken.None));
        var model = Finntelligence.Lending.Models.ModelArtifact.Read(artifact.Zip, Product, ModelKind.Acceptance);
        int[] places = [.. Names.Select(n => model.Manifest.Features.IndexOf(n))];

        string[] lines = File.ReadAllLines(Repository.File(Fixtures + "small.expected.csv"));
        lines[0].ShouldStartWith("x0,x1,x2,x3,x4,x5,x6,x7,margin,probability,");
        foreach (string line in lines.Skip(1))
        {
            float[] cells = [.. line.Split(',').Select(Parse)];
            float[] row = [.. Enumerable.Repeat(float.NaN, model.Manifest.Features.Length)];
            for (int i = 0; i < places.Length; i++)
                row[places[i]] = cells[i];
            ((float)model.Ensemble.Score(row)).ShouldBe(cells[8]);
            // The C library's exponential may differ in the last bit.
            model.Probability(row).ShouldBe(cells[9], 1e-7f);
        }
    }

    [Fact]
    public void The_same_file_and_history_give_the_same_bytes()
    {
        string path = _folder.Write("model.json", ForeignFiles.XGBoost(["rate"], 1, rate: 0));
        var model = ModelFileReader.Read(path, ModelFileReader.XGBoost, rounds: null, CancellationToken.None);
        Import(model).Zip.ShouldBe(Import(model).Zip);
    }

    private ImportedArtifact Import(ForeignModel model)
    {
        string path = _folder.File("data/cash-loan/raw/history.csv");
        if (!File.Exists(path))
        {
            using var csv = new MemoryStream();
            TwinSimulation.Write(csv, seed: 3, rows: 300, new Progress<double>(), CancellationToken.None);
            _folder.Write("data/cash-loan/raw/history.csv", csv.ToArray());
        }

        var history = new TrainingHistory(path, "a test's", new string('a', 64), new string('b', 32));
        return new ModelImport(Product, ModelKind.Acceptance, history).Convert(model, evaluation: null, CancellationToken.None);
    }

    private static float Parse(string cell) =>
        cell.Length == 0 ? float.NaN : float.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
