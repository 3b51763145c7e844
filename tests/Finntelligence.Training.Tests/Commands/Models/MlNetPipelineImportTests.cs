using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Versions;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>What an ordinary ML.NET program over the product's columns saves, imported by the console.</summary>
public sealed class MlNetPipelineImportTests : IDisposable
{
    private static readonly byte[] History = Simulate();
    private static readonly string[] Classes = ["LOW", "MEDIUM", "HIGH"];

    private readonly ModelWorkspace _workspace = new();
    private readonly MLContext _ml = new(seed: 1);

    public MlNetPipelineImportTests() => _workspace.Console.Folder.Write("data/cash-loan/raw/history.csv", History);

    public void Dispose() => _workspace.Dispose();

    [FastTreeFact]
    public async Task A_pipeline_with_texts_missing_values_and_normalizers_keeps_its_probabilities()
    {
        var model = Fit(ml => ml.Transforms.Categorical.OneHotEncoding("class", "riskCategory")
            .Append(ml.Transforms.IndicateMissingValues("unknownIncome", "monthlyIncome"))
            .Append(ml.Transforms.Conversion.ConvertType("noIncome", "unknownIncome"))
            .Append(ml.Transforms.ReplaceMissingValues("income", "monthlyIncome"))
            .Append(ml.Transforms.NormalizeMeanVariance("income"))
            .Append(ml.Transforms.Conversion.ConvertType("loans", "priorLoans"))
            .Append(ml.Transforms.Concatenate("Features", "class", "income", "noIncome", "rate", "loans"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 20, numberOfLeaves: 8))
            .Append(ml.BinaryClassification.Calibrators.Platt()));
        string path = Save(model, "pipeline.zip");

        (await _workspace.RunAsync("models import --kind acceptance --from", path)).ShouldBe(0);

        _workspace.Console.Output.ShouldContain("model of 20 trees for 'FastTree binary classification'");
        _workspace.Console.Output.ShouldContain("ML.NET itself scored ");
        _workspace.Console.Output.ShouldContain("every score and probability is the imported model's, to the bit.");
        _workspace.Console.Error.ShouldContain("To the file these are never missing, because ML.NET knows no missing whole number or truth: priorLoans.");
        _workspace.Console.Error.ShouldNotContain("must have been trained with these codes");
        LoanModel imported = VersionFile.Read(_workspace.Registry.Resolve("acceptance", "latest"), _workspace.Product);
        var rows = Letters(400, seed: 5);
        float[] expected = [.. model.Transform(_ml.Data.LoadFromEnumerable(rows)).GetColumn<float>("Probability")];
        for (int r = 0; r < rows.Length; r++)
        {
            float[] row = [.. imported.Manifest.Features.Select(name => Value(rows[r], name))];
            ((float)imported.Probability(row)).ShouldBe(expected[r]);
        }

        expected.Distinct().Count().ShouldBeGreaterThan(20);
    }

    [FastTreeFact]
    public async Task Json_says_on_how_many_rows_ML_NET_agreed()
    {
        var model = Fit(ml => ml.Transforms.Concatenate("Features", "rate", "monthlyIncome")
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3)));
        var (code, document) = await _workspace.RunJsonAsync("models import --kind acceptance --from", Save(model, "model.zip"));
        code.ShouldBe(0);
        document.GetProperty("provenRows").GetInt32().ShouldBeGreaterThan(1000);
    }

    [FastTreeFact]
    public async Task A_step_that_trees_cannot_say_is_named_and_nothing_is_registered()
    {
        var model = Fit(ml => ml.Transforms.Concatenate("Raw", "rate", "monthlyIncome")
            .Append(ml.Transforms.NormalizeLpNorm("Features", "Raw"))
            .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3)));
        (await _workspace.RunAsync("models import --kind acceptance --from", Save(model, "model.zip"))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("step 1 of the chain is NormalizeLpNorm or NormalizeGlobalContrast ('GcnTransform')");
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _workspace.Registry.Read().Models.ShouldBeEmpty();
    }

    [FastTreeFact]
    public async Task A_text_that_is_a_number_to_the_product_is_named()
    {
        using var zip = new MemoryStream();
        var data = _ml.Data.LoadFromEnumerable(Letters(300, seed: 1).Select(l => new Misnamed { BureauScore = l.RiskCategory, Rate = l.Rate, Label = l.Label }));
        var pipeline = _ml.Transforms.Categorical.OneHotEncoding("class", "bureauScore")
            .Append(_ml.Transforms.Concatenate("Features", "class", "rate"))
            .Append(_ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3));
        _ml.Model.Save(pipeline.Fit(data), data.Schema, zip);
        string path = _workspace.Console.Folder.Write("misnamed.zip", zip.ToArray());

        (await _workspace.RunAsync("models import --kind acceptance --from", path)).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("misnamed.zip: bureauScore is a text in the file and a number to the product.");
        _workspace.Registry.Read().Models.ShouldBeEmpty();
    }

    [FastTreeFact]
    public async Task Values_of_the_product_that_the_file_does_not_know_are_told()
    {
        var model = Fit(
            ml => ml.Transforms.Categorical.OneHotEncoding("class", "riskCategory")
                .Append(ml.Transforms.Concatenate("Features", "class", "rate"))
                .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3)),
            letters => letters.Where(l => l.RiskCategory != "HIGH"));
        (await _workspace.RunAsync("models import --kind acceptance --from", Save(model, "model.zip"))).ShouldBe(0);
        _workspace.Console.Error.ShouldContain("does not know these values of riskCategory, which it treats as it treats a missing one: HIGH.");

        var foreign = Fit(
            ml => ml.Transforms.Categorical.OneHotEncoding("class", "riskCategory")
                .Append(ml.Transforms.Concatenate("Features", "class", "rate"))
                .Append(ml.BinaryClassification.Trainers.FastTree(numberOfTrees: 3)),
            letters => letters.Select(l => { l.RiskCategory = l.RiskCategory.ToLowerInvariant(); return l; }));
        (await _workspace.RunAsync("models import --kind acceptance --from", Save(foreign, "model.zip"))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("none of the product's values of riskCategory (LOW, MEDIUM, HIGH) is among the file's: ");
    }

    private ITransformer Fit(Func<MLContext, IEstimator<ITransformer>> make, Func<IEnumerable<Letter>, IEnumerable<Letter>>? choose = null)
    {
        IEnumerable<Letter> letters = Letters(800, seed: 1);
        return make(_ml).Fit(_ml.Data.LoadFromEnumerable((choose?.Invoke(letters) ?? letters).ToArray()));
    }

    private string Save(ITransformer model, string name)
    {
        using var zip = new MemoryStream();
        _ml.Model.Save(model, _ml.Data.LoadFromEnumerable<Letter>([]).Schema, zip);
        return _workspace.Console.Folder.Write(name, zip.ToArray());
    }

    private static Letter[] Letters(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            int risk = random.Next(3);
            float rate = 3.25f + (0.25f * random.Next(34)), income = 1000 + random.Next(9000);
            bool unknown = random.Next(6) == 0;
            int loans = random.Next(1, 12);
            double take = (risk * 0.3) - (rate / 6) + (loans / 12.0) + (unknown ? 0.8 : income / 10000) + random.NextDouble();
            return new Letter
            {
                RiskCategory = Classes[risk], Rate = rate, MonthlyIncome = unknown ? float.NaN : income, PriorLoans = loans, Label = take > 0.4,
            };
        })];
    }

    private static float Value(Letter letter, string feature) => feature switch
    {
        "riskCategory" => Array.IndexOf(Classes, letter.RiskCategory),
        "rate" => letter.Rate,
        "monthlyIncome" => letter.MonthlyIncome,
        "priorLoans" => letter.PriorLoans,
        _ => float.NaN,
    };

    private static byte[] Simulate()
    {
        using var csv = new MemoryStream();
        TwinSimulation.Write(csv, 3, 2000, new Progress<double>(), CancellationToken.None);
        return csv.ToArray();
    }

    private sealed class Letter
    {
        [ColumnName("riskCategory")]
        public string RiskCategory { get; set; } = "";

        [ColumnName("rate")]
        public float Rate { get; set; }

        [ColumnName("monthlyIncome")]
        public float MonthlyIncome { get; set; }

        [ColumnName("priorLoans")]
        public int PriorLoans { get; set; }

        public bool Label { get; set; }
    }

    private sealed class Misnamed
    {
        [ColumnName("bureauScore")]
        public string BureauScore { get; set; } = "";

        [ColumnName("rate")]
        public float Rate { get; set; }

        public bool Label { get; set; }
    }
}
