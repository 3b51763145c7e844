using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Finntelligence.Histories.Simulation;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tests.Importing;
using Finntelligence.Modelling.Versions;
using Finntelligence.Trees;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Explanation;
using Finntelligence.Trees.Formats.MlNet.Reading;
using Finntelligence.Trees.Formats.MlNet.Writing;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsImportCommandTests : IDisposable
{
    private static readonly byte[] History = Simulate(seed: 3, rows: 3000);

    private static readonly string[] Reversed =
    [
        "rate", "lastLoanMonths", "lastLoanAmount", "monthsSinceLastLoan", "priorLoans", "applicationScore", "bureauScore", "monthlyIncome",
        "riskCategory",
    ];

    private readonly ModelWorkspace _workspace = new();

    public ModelsImportCommandTests() => _workspace.Console.Folder.Write("data/cash-loan/raw/history.csv", History);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task An_XGBoost_model_is_bound_by_name_and_keeps_its_arithmetic()
    {
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0))).ShouldBe(0);

        LoanModel model = Read("acceptance");
        model.Ensemble.Arithmetic.ShouldBe(ScoreArithmetic.Single);
        model.Manifest.Features.ShouldBe(_workspace.Product.Acceptance.Inputs);
        model.Manifest.Calibration.ShouldBe("xgboost");
        model.Manifest.Metrics.ShouldBeEmpty();
        model.Manifest.Source!.Format.ShouldBe("xgboost");
        model.Manifest.Source.CoverCounted.ShouldBeFalse();
        // 2 × 0.25 below the threshold; from 7.5 on, which XGBoost sends right, 2 × −0.5.
        Probability(model, 7.25f).ShouldBe(1 / (1 + Math.Exp(-0.5)), 1e-7);
        Probability(model, 7.5f).ShouldBe(1 / (1 + Math.Exp(1)), 1e-7);
        Probability(model, float.NaN).ShouldBe(Probability(model, 7.25f));
        _workspace.Console.Error.ShouldContain("warning: Training found round 1 of 2 best");
        _workspace.Console.Output.ShouldContain("Registered as acceptance 1.");
        _workspace.Console.Output.ShouldContain("It has no figures that promotion could check");
    }

    [Fact]
    public async Task Support_and_histograms_are_those_of_the_history()
    {
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0))).ShouldBe(0);

        LoanModel model = Read("acceptance");
        model.Support.Cells.Sum(c => c.Count).ShouldBe(3000);
        model.Manifest.Data.Rows.ShouldBe(3000);
        model.Histograms.Features.ShouldAllBe(h => h.Counts.Sum() + h.Missing == 3000);
        model.Histograms.Score.Counts.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("best", 1)]
    [InlineData("1", 1)]
    [InlineData("2", 2)]
    [InlineData("all", 2)]
    public async Task Rounds_can_be_chosen(string rounds, int trees)
    {
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0), "--rounds", rounds)).ShouldBe(0);
        Read("acceptance").Ensemble.Trees.Length.ShouldBe(trees);
    }

    [Fact]
    public async Task Columns_without_names_are_taken_in_order_and_the_user_is_told()
    {
        (await Import(ForeignFiles.XGBoost([], 9, rate: 8))).ShouldBe(0);

        Probability(Read("acceptance"), 7.5f).ShouldBe(1 / (1 + Math.Exp(1)), 1e-7);
        _workspace.Console.Error.ShouldContain("warning: The file names no columns; they were taken in the product's order: risk");

        (await Import(ForeignFiles.XGBoost([], 8, rate: 7))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("names no columns and has 8 of them, so they cannot be matched to the product's 9: risk");
    }

    [Fact]
    public async Task A_LightGBM_model_is_bound_too_and_made_up_names_are_none()
    {
        (await Import(ForeignFiles.LightGbm(Reversed, rate: 0))).ShouldBe(0);
        LoanModel model = Read("acceptance");
        model.Manifest.Calibration.ShouldBe("none");
        Probability(model, 7.5f).ShouldBe(1 / (1 + Math.Exp(-0.25)), 1e-7);
        Probability(model, 7.75f).ShouldBe(1 / (1 + Math.Exp(0.5)), 1e-7);

        string[] madeUp = [.. Enumerable.Range(0, 9).Select(i => $"Column_{i}")];
        (await Import(ForeignFiles.LightGbm(madeUp, rate: 8))).ShouldBe(0);
        _workspace.Console.Error.ShouldContain("The file names no columns");
        Read("acceptance").Ensemble.Trees[0].Nodes[0].Feature.ShouldBe(8);
    }

    [Fact]
    public async Task An_ML_NET_model_gets_covers_from_the_history_and_keeps_its_probabilities()
    {
        _workspace.Register(ModelKind.Acceptance, 0.6);
        LoanModel original = Read("acceptance");
        string path = _workspace.Console.Folder.Write("mlnet.zip", ModelArtifact.WriteMlNet(original));

        (await _workspace.RunAsync("models import --kind acceptance --from", path)).ShouldBe(0);

        LoanModel model = Read("acceptance");
        model.Manifest.Source!.Format.ShouldBe("mlnet");
        model.Manifest.Source.CoverCounted.ShouldBeTrue();
        Probability(model, 7f).ShouldBe(Probability(original, 7f));
        Probability(model, 8f).ShouldBe(Probability(original, 8f));
        var split = model.Ensemble.Trees[0].Nodes[0];
        split.Cover.ShouldBe(3000);
        long above = model.Support.Cells.Where(c => c.Values[0] > 7.5).Sum(c => (long)c.Count);
        model.Ensemble.Trees[0].Leaves[~split.Right].Cover.ShouldBe(above);
        // The base value is then the mean score of the history.
        double mean = (original.Ensemble.BaseScore * 3000 + above * -0.6) / 3000;
        new TreeShap(model.Ensemble).BaseValue.ShouldBe(mean, 1e-9);
        _workspace.Console.Output.ShouldContain("and the covers that the file lacks, were counted on the imported history");
    }

    [Fact]
    public async Task A_model_that_ML_NET_trained_scores_bit_for_bit_after_the_import()
    {
        // The random columns take the names of the product's first eight inputs.
        string[] names = [.. _workspace.Product.Acceptance.Inputs.Take(8)];
        var genuine = MlNetModelReader.Read(File.ReadAllBytes(Path.Combine(Genuine, "synthetic-fasttree.zip")));
        string[] sources = [.. genuine.Ensemble.Features.Select(f => f.Name)];
        var renamed = new TreeEnsemble([.. names.Select(n => new FeatureSpec(n))], 0, genuine.Ensemble.Trees, genuine.Ensemble.Arithmetic);
        string path = _workspace.Console.Folder.Write("mlnet.zip", Zip(MlNetModelWriter.Write(renamed, genuine.Calibrator)));

        (await _workspace.RunAsync("models import --kind acceptance --from", path)).ShouldBe(0);

        LoanModel model = Read("acceptance");
        string[] lines = File.ReadAllLines(Path.Combine(Genuine, "synthetic-fasttree.expected.csv"));
        string[] header = lines[0].ToLowerInvariant().Split(',');
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            float[] row = [.. sources.Select(Cell), float.NaN];
            BitConverter.SingleToInt32Bits((float)model.Ensemble.Score(row)).ShouldBe(BitConverter.SingleToInt32Bits(Cell("score")));
            ((float)model.Probability(row)).ShouldBe(Cell("probability"));

            float Cell(string column) =>
                float.Parse(cells[Array.IndexOf(header, column)], NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        lines.Length.ShouldBe(1 + 258);
    }

    [Fact]
    public async Task Columns_of_an_ML_NET_model_that_do_not_match_are_named()
    {
        (await _workspace.RunAsync("models import --kind acceptance --from", Path.Combine(Genuine, "synthetic-fasttree.zip"))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(
            "synthetic-fasttree.zip has columns that are no inputs of the product's model: x3, x0, x1, x2, x4, x5, x6, x7. The inputs are riskCategory, ");
        _workspace.Registry.Read().Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_ML_NET_cannot_express_is_shown_with_the_reason()
    {
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0))).ShouldBe(0);
        (await _workspace.RunAsync("models show acceptance/1")).ShouldBe(0);
        _workspace.Console.Output.ShouldContain("cannot load it, so there is no ONNX: its calibrator is XGBoost's sigmoid in float32, and only Platt's sigmoid can be written");
        _workspace.Console.Output.ShouldNotContain("TransformerChain");
    }

    [Fact]
    public async Task Evaluated_on_given_rows_it_can_be_promoted_through_the_gates()
    {
        string other = _workspace.Console.Folder.Write("other.csv", Simulate(seed: 9, rows: 2000));
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0), "--evaluate", other)).ShouldBe(0);

        var entry = _workspace.Registry.Resolve("acceptance", "1").Entry;
        entry.Tags["source"].ShouldBe("xgboost");
        entry.Tags["evaluatedOn"].ShouldBe("other.csv");
        entry.Metrics["auc"].ShouldBeInRange(0.4, 0.8);
        Read("acceptance").Manifest.Source!.Evaluated!.Rows.ShouldBe(2000);

        // Made by hand, it says 0.5 where 7 % take up, and its figures are of the twin.
        (await _workspace.RunAsync("models promote acceptance --alias production")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("Nothing was promoted. acceptance data: simulated (");
        _workspace.Console.Error.ShouldContain("acceptance mean predicted: 0.");
        (await _workspace.RunAsync("models promote acceptance --alias production --force --reason test")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_file_keeps_its_version()
    {
        string text = ForeignFiles.XGBoost(Reversed, 9, rate: 0);
        (await Import(text)).ShouldBe(0);
        (await Import(text)).ShouldBe(0);
        _workspace.Console.Output.ShouldContain("Registered before as acceptance 1; nothing was changed.");
    }

    [Fact]
    public async Task Json_tells_what_was_made_of_it()
    {
        string path = _workspace.Console.Folder.Write("model.json", ForeignFiles.XGBoost(["bureauScore"], 1, rate: 0));
        var (code, document) = await _workspace.RunJsonAsync("models import --kind acceptance --from", path);

        code.ShouldBe(0);
        document.GetProperty("version").GetInt32().ShouldBe(1);
        document.GetProperty("isNew").GetBoolean().ShouldBeTrue();
        document.GetProperty("source").GetProperty("format").GetString().ShouldBe("xgboost");
        document.GetProperty("trees").GetInt32().ShouldBe(2);
        document.GetProperty("metrics").EnumerateObject().ShouldBeEmpty();
        document.GetProperty("metricsOnHistory").GetProperty("meanPredicted").GetDouble().ShouldBeGreaterThan(0);
        document.GetProperty("monotone")[0].GetProperty("passed").GetBoolean().ShouldBeTrue();
        document.GetProperty("notices").EnumerateArray().Select(n => n.GetString()!).ShouldContain(
            "Every threshold on bureauScore is outside its plausible range of 300 to 999: the file may use another unit.");
    }

    [Fact]
    public async Task A_model_against_the_directions_is_registered_with_a_warning()
    {
        string path = _workspace.Console.Folder.Write("model.json", ForeignFiles.XGBoost(_workspace.Product.Risk.Inputs, 12, rate: 10));
        (await _workspace.RunAsync("models import --kind risk --from", path)).ShouldBe(0);
        _workspace.Console.Error.ShouldContain("warning: Promotion will refuse it: risk monotone in rate: falls by 1.5 from ");
    }

    [Fact]
    public async Task Columns_of_other_names_are_named()
    {
        (await Import(ForeignFiles.XGBoost(["offer4", .. Reversed.Skip(1)], 9, rate: 0))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("columns that are no inputs of the product's model: offer4. The inputs are riskCategory, ");
        _workspace.Registry.Read().Models.ShouldBeEmpty();
    }

    [Fact]
    public async Task Columns_that_no_tree_tests_are_left_out_and_inputs_the_file_lacks_are_told()
    {
        (await Import(ForeignFiles.XGBoost(["rate", "wave"], 2, rate: 0))).ShouldBe(0);
        _workspace.Console.Error.ShouldContain("Columns that no tree of the file tests were left out: wave.");
        _workspace.Console.Error.ShouldContain("The file does not know these inputs of the product, so they have no influence: risk");
        Probability(Read("acceptance"), 7.5f).ShouldBe(1 / (1 + Math.Exp(1)), 1e-7);
    }

    [Theory]
    [InlineData("hello", "is none of the model files that can be imported")]
    [InlineData("", "is none of the model files that can be imported")]
    [InlineData("{}", "cannot be read as a xgboost model: ")]
    [InlineData("[{\"nodeid\":0}]", "This is a dump of trees, not a model")]
    [InlineData("binf1234", "XGBoost's old binary format is not read")]
    [InlineData("tree\nversion=v9\n", "cannot be read as a lightgbm model: ")]
    [InlineData("PK\u0003\u0004 and nothing more", "cannot be read as a mlnet model: ")]
    public async Task A_file_that_is_no_model_is_refused_in_one_line(string content, string message)
    {
        (await Import(content)).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _workspace.Console.Error.ShouldNotContain("defect");
    }

    [Theory]
    [InlineData("reg:squarederror", "was trained for 'reg:squarederror', so its score is not the log-odds")]
    [InlineData("multi:softprob", "'multi:softprob'")]
    public async Task A_model_of_no_probability_is_refused(string objective, string message)
    {
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0, objective))).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Raw_log_odds_are_log_odds()
    {
        string text = ForeignFiles.XGBoost(Reversed, 9, rate: 0, "binary:logitraw");
        (await Import(text.Replace("5E-1", "0E0", StringComparison.Ordinal))).ShouldBe(0);
        Read("acceptance").Manifest.Calibration.ShouldBe("none");
    }

    [Theory]
    [InlineData("--kind fraud --from x", "fraud")]
    [InlineData("--kind risk", "--from")]
    [InlineData("--kind risk --from nowhere.json", "--from: there is no file nowhere.json.")]
    [InlineData("--kind risk --from nowhere.json --rounds some", "--rounds 'some': all, best and a number from 1 are possible.")]
    [InlineData("--kind risk --from nowhere.json --rounds 0", "--rounds '0'")]
    [InlineData("--kind risk --from nowhere.json --format onnx", "onnx")]
    public async Task A_mistake_is_one_line(string arguments, string message)
    {
        (await _workspace.RunAsync($"models import {arguments}")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Fact]
    public async Task Options_that_do_not_fit_the_file_are_refused()
    {
        (await Import(ForeignFiles.LightGbm(Reversed, rate: 0), "--rounds", "best")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("--rounds is for XGBoost files only");
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0), "--rounds", "3")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("The first 3 rounds were asked for, but there are only 2");
        (await Import(ForeignFiles.XGBoost(Reversed, 9, rate: 0), "--evaluate", "nowhere.csv")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("--evaluate: there is no file nowhere.csv.");
    }

    private Task<int> Import(string content, params string[] more) =>
        _workspace.RunAsync("models import --kind acceptance --from", [_workspace.Console.Folder.Write("model", content), .. more]);

    private LoanModel Read(string kind) => VersionFile.Read(_workspace.Registry.Resolve(kind, "latest"), _workspace.Product);

    private static byte[] Simulate(ulong seed, long rows)
    {
        using var csv = new MemoryStream();
        TwinSimulation.Write(csv, seed, rows, new Progress<double>(), CancellationToken.None);
        return csv.ToArray();
    }

    private static string Genuine { get; } = Repository.File("tests/Finntelligence.Trees.Tests/Fixtures/mlnet-synthetic");

    private static byte[] Zip(IEnumerable<MlNetMember> members)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var member in members)
            {
                using var stream = zip.CreateEntry(member.Name).Open();
                stream.Write(member.Bytes.AsSpan());
            }
        }

        return bytes.ToArray();
    }

    private static double Probability(LoanModel model, float rate)
    {
        float[] row = [.. model.Manifest.Features.Select(name => name == "rate" ? rate : 1f)];
        return model.Probability(row);
    }
}
