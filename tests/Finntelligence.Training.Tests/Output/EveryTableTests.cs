using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Evidence.Evaluation.Results;
using Finntelligence.Foundation.Output;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Tests.Importing;
using Finntelligence.Portfolios.Tests.Scoring;
using Finntelligence.Training.Commands.Evidence;
using Finntelligence.Training.Output;
using Finntelligence.Training.Tests.Commands;
using Finntelligence.Training.Tests.Commands.Experiments;
using Spectre.Console;

namespace Finntelligence.Training.Tests.Output;

/// <summary>Every table of the console, as commands really fill it, on terminals of four widths.</summary>
public sealed partial class EveryTableTests(TrainedWorkspace trained) : IClassFixture<TrainedWorkspace>
{
    private static readonly int[] Widths = [80, 100, 120, 160];

    // By the file that makes the tables: what fills all of them.
    private static readonly Dictionary<string, Func<TestConsole, Task>> Commands = new()
    {
        ["Data/DataImportCommand.cs"] = ImportData,
        ["Data/DataStatusCommand.cs"] = Status,
        ["Evidence/ConfoundingTables.cs"] = Confound,
        ["Evidence/DriftTables.cs"] = Monitor,
        ["Evidence/EvaluationTables.cs"] = Evaluate,
        ["Evidence/LogEvaluationTables.cs"] = EvaluateLog,
        ["Evidence/ReportCommand.cs"] = console => console.RunAsync("report", "--out", console.Folder.File("report")),
        ["Experiments/ExperimentJudgeCommand.cs"] = JudgeExperiment,
        ["Experiments/ExperimentPlanCommand.cs"] = console => console.RunAsync("experiment", "plan"),
        ["Experiments/ExperimentRehearseCommand.cs"] = console => console.RunAsync("experiment", "rehearse", "--seeds", "1", "--months", "6", "--applicants", "50", "--history", "1000"),
        ["Experiments/ExperimentShowCommand.cs"] = ShowExperiment,
        ["Keys/KeysListCommand.cs"] = Keys,
        ["Models/CellTables.cs"] = ShowCard,
        ["Models/ModelTables.cs"] = console => console.RunAsync("models", "show", "risk"),
        ["Models/ModelsDiffCommand.cs"] = Shipped("models", "diff", "risk/1", "risk/2"),
        ["Models/ModelsImportCommand.cs"] = ImportModel,
        ["Models/ModelsListCommand.cs"] = Shipped("models", "list"),
        ["Models/ModelsPromoteCommand.cs"] = Promote,
        ["Models/PriceTables.cs"] = Prices,
        ["Models/ReproduceCommand.cs"] = Reproduce,
        ["Models/TrainingTables.cs"] = console => console.RunAsync("train", "--seed", "2"),
        ["Portfolios/FrontierCommand.cs"] = Frontier,
        ["Product/ProductCheckCommand.cs"] = CheckProduct,
        ["Product/ProductInitCommand.cs"] = console => console.RunAsync("product", "init", "--from", TwinCsv(console), "--name", "other-loan", "--yes"),
        ["RateCards/RateCardTables.cs"] = FindCard,
        ["Runs/RunsCompareCommand.cs"] = Compare,
        ["Runs/RunsEditCommands.cs"] = console => console.RunAsync("runs", "files", "latest"),
        ["Runs/RunsListCommand.cs"] = console => console.RunAsync("runs", "list"),
        ["Runs/RunsShowCommand.cs"] = console => console.RunAsync("runs", "show", "latest"),
    };

    public static TheoryData<string> Files => [.. Commands.Keys];

    [Fact]
    public void No_file_with_a_table_is_forgotten()
    {
        string folder = Repository.File("src/Finntelligence.Training/Commands");
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Sites(file) > 0)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .ShouldBe(Commands.Keys, ignoreOrder: true, "A new file with tables needs a line in Commands, above.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Nothing_is_broken_nothing_is_too_wide_and_what_is_hidden_is_named(string file)
    {
        using var console = trained.Copy();
        var recorder = new RecordingReporter();
        console.Voice = recorder;

        await Commands[file](console);

        // A loop over titles makes several tables at one place; that each place has made one is told by the headings.
        recorder.Tables.Select(Kind).Distinct().Count().ShouldBeGreaterThanOrEqualTo(Sites(Repository.File($"src/Finntelligence.Training/Commands/{file}")), console.Error);
        foreach (ReportTable table in recorder.Tables)
        {
            foreach (int width in Widths)
                Check(table, width);
        }
    }

    private static void Check(ReportTable table, int width)
    {
        string text = Render(table, width);
        string where = $"{table.Title} at {width}:\n{text}";
        string[] lines = text.Split('\n');
        TableLayout layout = TableLayout.Of(table, width);
        // A path or a hash that is wider than the terminal by itself is left whole, so that it can be copied.
        foreach (string line in lines.Where(line => line.Length > width))
            line.Trim().Split(' ').Max(word => word.Length).ShouldBeGreaterThan(width - 40, where);
        int[] shown = [.. layout.IsList ? Enumerable.Range(0, table.Columns.Length) : layout.Columns];
        HashSet<string> words = [.. lines.SelectMany(line => line.Split([' ', '│'], StringSplitOptions.RemoveEmptyEntries))];
        foreach (string[] row in table.Rows)
        {
            foreach (string cell in shown.Select(i => row[i]))
                cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(word => words.Contains(word), where);
            if (!layout.IsList)
                layout.Columns.Where(i => table.Columns[i].Numeric).Select(i => row[i]).ShouldAllBe(number => lines.Any(line => line.Contains(number)), where);
        }

        string[] hidden = [.. Enumerable.Range(0, table.Columns.Length).Except(shown).Select(i => table.Columns[i].Heading)];
        string said = string.Join(' ', lines.Select(line => line.Trim()));
        if (hidden.Length > 0)
            said.ShouldContain($"No room here for: {string.Join(", ", hidden)}. A wider terminal or --json shows all.", Case.Sensitive, where);
        else
            said.ShouldNotContain("No room here");
        // What a row is about is never hidden.
        shown.ShouldContain(0);
    }

    private static string Kind(ReportTable table) => $"{table.Title.Split(' ', ':')[0]} {string.Join('|', table.Columns.Select(c => c.Heading))}";

    private static int Sites(string file) => ReportTableMade().Count(File.ReadAllText(file));

    private static string Render(ReportTable table, int width)
    {
        var output = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        new TerminalReporter(console, TextWriter.Null).Table(table);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static Func<TestConsole, Task> Shipped(params string[] args) => console =>
    {
        console.ShipModels();
        return console.RunAsync(args);
    };

    private static async Task Keys(TestConsole console)
    {
        await console.RunAsync("keys", "add", "the shop in the high street", "--scope", "predict", "explore", "outcomes");
        await console.RunAsync("keys", "list");
    }

    private static Task ImportData(TestConsole console)
    {
        console.Folder.Write(
            "data/cash-loan/import-checks.json",
            """{"source":"a paper with a long title","checks":[{"figure":"share of class LOW that took the loan in the first wave","measure":"mean","column":"tookup","expected":0.07,"tolerance":1}]}""");
        // One cell as a spreadsheet shows it, so that there is something to tell of what cells became.
        string path = TwinCsv(console);
        string[] lines = File.ReadAllLines(path);
        int dormancy = Array.IndexOf(lines[0].Split(','), "dormancy");
        string[] cells = lines[1].Split(',');
        cells[dormancy] = "10 months";
        lines[1] = string.Join(',', cells);
        // And rates as spreads over a base rate.
        File.WriteAllLines(path, [$"{lines[0]},base", .. lines.Skip(1).Select(line => $"{line},0")]);
        JsonNode product = JsonNode.Parse(File.ReadAllText(console.Folder.File("data/cash-loan/product.json")))!;
        product["models"]!["acceptance"]!["offerColumns"]!["rate"] = new JsonObject { ["column"] = "offer4", ["reference"] = "base" };
        console.Folder.Write("data/cash-loan/product.json", product.ToJsonString());
        return console.RunAsync("data", "import", "--from", path);
    }

    private static Task Confound(TestConsole console)
    {
        var slopes = new SlopeFigures(
            -0.0226, new BiasFigures(0.0180, 0.0011, 0.01), new BiasFigures(0.0141, 0.0013, 0.01), new BiasFigures(0.0021, 0.0013, 0.01), new BiasFigures(-0.0021, 0.0013, 0.01));
        var book = new BookShares(-0.12, -0.41, 0.57);
        ConfoundingTables.Show(
            new ConfoundingResult(
                5000, 100, [new ConfoundingCase("moderate", true, PriceVerdict.Identified, 0.95, slopes, slopes, 0.8, new PolicyShares(0.92, 0.95, 0.98, 0.82, 0.83, 0.97, 0.4), book, book)]),
            console.Voice!);
        return Task.CompletedTask;
    }

    // A history without an experiment, so that there are weights.
    private static async Task Prices(TestConsole console)
    {
        File.Delete(console.Folder.File("data/cash-loan/experiment.json"));
        await console.RunAsync("train");
        await console.RunAsync("models", "show", "acceptance@staging");
    }

    // A product with faults, and one that lacks what a pricing manager would ask for.
    private static async Task CheckProduct(TestConsole console)
    {
        await console.RunAsync("product", "check");
        console.Folder.Write("data/other-loan/product.json", """{"name": 7}""");
        await console.RunAsync("product", "check", "--product", "other-loan");
    }

    private static async Task Status(TestConsole console)
    {
        await console.RunAsync("data", "add", console.Folder.Write("data/cash-loan/a-file-with-a-rather-long-name-of-its-own.csv", "a\n1\n"));
        console.Folder.Write("data/cash-loan/a-file-with-a-rather-long-name-of-its-own.csv", "a\n2\n");
        await console.RunAsync("data", "status");
    }

    private static async Task Monitor(TestConsole console)
    {
        console.ShipModels();
        await console.RunAsync("monitor", "--current", TwinCsv(console));
    }

    // What `evaluate` and `evaluate --full-regret` found on the experiment, as it is shipped.
    private static Task Evaluate(TestConsole console)
    {
        EvaluationTables.Show(EvaluationJson.Read(Repository.File("models/cash-loan/evaluation.json")), regretIsNew: false, console.Voice!);
        return Task.CompletedTask;
    }

    private static Task FindCard(TestConsole console) => console.RunAsync("ratecard", "--out", console.Folder.File("card"));

    private static async Task ShowCard(TestConsole console)
    {
        await FindCard(console);
        await console.RunAsync("models", "show", "ratecard");
    }

    private static Task EvaluateLog(TestConsole console)
    {
        console.ShipModels();
        return console.RunAsync("evaluate", "--replicates", "100", "--log", DecisionLogs.Write(console.Folder.File("decisions.csv"), 400));
    }

    private static Task JudgeExperiment(TestConsole console)
    {
        DecisionLogs.WriteExperiment(console);
        return console.RunAsync("experiment", "judge", "--log", DecisionLogs.Write(console.Folder.File("decisions.csv"), 400));
    }

    private static Task ShowExperiment(TestConsole console)
    {
        DecisionLogs.WriteExperiment(console);
        return console.RunAsync("experiment", "show");
    }

    private static async Task ImportModel(TestConsole console)
    {
        string[] inputs = ["rate", "lastLoanMonths", "lastLoanAmount", "monthsSinceLastLoan", "priorLoans", "applicationScore", "bureauScore", "monthlyIncome", "riskCategory"];
        string model = console.Folder.Write("model.json", ForeignFiles.XGBoost(inputs, 9, rate: 0));
        await console.RunAsync("models", "import", "--kind", "acceptance", "--from", model, "--evaluate", TwinCsv(console));
    }

    private static async Task Promote(TestConsole console)
    {
        console.ShipModels();
        await console.RunAsync("models", "promote", "risk/2", "acceptance/2", "--alias", "production");
    }

    private static async Task Reproduce(TestConsole console)
    {
        string product = console.Folder.File("data/cash-loan/product.json");
        JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(product))!;
        json["economics"]!["lossGivenDefault"] = 0.5;
        await File.WriteAllTextAsync(product, json.ToJsonString());
        await console.RunAsync("reproduce", "risk@production");
    }

    private static async Task Frontier(TestConsole console)
    {
        console.ShipModels();
        await console.RunAsync(
            "frontier", "--in", console.Folder.Write("in.csv", SomeApplicants.Csv(100)), "--out", console.Folder.File("out"), "--capital", "20000");
    }

    private static async Task Compare(TestConsole console)
    {
        await console.RunAsync("train", "--seed", "2");
        string[] ids = [.. Directory.GetDirectories(console.Folder.File("runs")).Select(path => Path.GetFileName(path)!)];
        await console.RunAsync(["runs", "compare", .. ids, .. ids]);
    }

    private static string TwinCsv(TestConsole console)
    {
        string path = console.Folder.File("twin.csv");
        using var zipped = new System.IO.Compression.GZipStream(File.OpenRead(console.Folder.File("data/cash-loan/simulated.csv.gz")), System.IO.Compression.CompressionMode.Decompress);
        using var plain = File.Create(path);
        zipped.CopyTo(plain);
        return path;
    }

    [GeneratedRegex(@"new ReportTable\(")]
    private static partial Regex ReportTableMade();
}
