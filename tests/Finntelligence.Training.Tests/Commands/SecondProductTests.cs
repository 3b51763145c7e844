using System.Text.Json.Nodes;
using Finntelligence.Training.Commands;
using Finntelligence.Training.Running;
using Finntelligence.Training.Tests.Commands.Experiments;

namespace Finntelligence.Training.Tests.Commands;

/// <summary>
/// Every command on the second product, which has little in common with the first: what is written for one product alone fails here. Cars are not lived
/// either, so what a gate says of simulated data is expected.
/// </summary>
public sealed class SecondProductTests : IDisposable
{
    private const string Rows = "2500";

    // What knows no product: keys and runs are of all of them, and so are a DVC repository and the log of decisions.
    private static readonly string[] OfNoProduct =
    [
        "data commit", "data add", "data push", "data pull", "data status", "keys add", "keys list", "keys revoke", "runs sync", "runs compare", "runs note", "runs tag",
        "runs delete", "runs restore", "runs files", "decisions export", "decisions forget", "decisions purge",
    ];

    // A lender of the first product's twin stands for any; the second has none.
    private static readonly string[] OfTheTwin = ["experiment rehearse"];

    private readonly TestConsole _console = new();
    private readonly HashSet<string> _said = [];

    public SecondProductTests()
    {
        foreach (string file in (string[])["product.json", "experiment.json", "report.json", "request.json"])
            _console.Folder.Write($"data/car-loan/{file}", File.ReadAllBytes(Repository.File($"data/car-loan/{file}")));
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Every_command_that_has_a_product_runs_on_car_loans()
    {
        (await SayAsync("product check")).ShouldContain("has no faults");
        await SayAsync("data simulate", "--rows", Rows);
        string history = _console.Folder.File("data/car-loan/simulated.csv.gz");
        (await _console.SayAsync("product", "init", "--from", history, "--name", "new-loan", "--yes")).ShouldContain("competitor_rate");
        _said.Add("product init");
        await SayAsync("data import", "--from", history);
        File.Delete(_console.Folder.File("data/car-loan/raw/history.csv"));

        (await SayAsync("train", "--threads", "2")).ShouldContain("Both are in staging");
        await SayAsync("models promote", "both", "--alias", "production", "--force", "--reason", "a test");
        await SayAsync("train", "--threads", "2", "--seed", "2");
        await SayAsync("models promote", "both", "--alias", "production", "--force", "--reason", "a test");
        (await SayAsync("models list")).ShouldContain("acceptance");
        (await SayAsync("models show", "risk@production")).ShouldContain("loanToValue");
        await SayAsync("models diff", "risk/1", "risk/2");
        await SayAsync("models verify");
        (await SayAsync("models rollback", "--reason", "a test")).ShouldContain("2 → 1");
        (await SayAsync("reproduce", "risk/1")).ShouldContain("the same");
        (await SayAsync("runs list")).ShouldContain("car-loan");
        await SayAsync("runs show", "latest");
        await SayAsync("models export", "risk", "--format", "onnx", "--out", _console.Folder.File("risk.onnx"));
        await SayAsync("models export", "risk", "--format", "lightgbm", "--out", _console.Folder.File("risk.txt"));
        // Sets of values an ML.NET tree does not know, and that is said.
        (await FaultAsync("models export", "risk", "--format", "mlnet", "--out", _console.Folder.File("risk.zip"))).ShouldContain("'region' is an unordered category");
        (await FaultAsync("models import", "--kind", "risk", "--from", Repository.File("data/car-loan/request.json"))).ShouldNotContain("defect");

        string applicants = Applicants();
        await SayAsync("score", "--in", applicants, "--out", _console.Folder.File("scored.ndjson"));
        // The amount that was asked for is offered, whatever the step.
        string[] scored = File.ReadAllLines(_console.Folder.File("scored.ndjson"));
        scored.Length.ShouldBe(40);
        foreach (JsonNode answer in scored.Select(line => JsonNode.Parse(line)!))
            answer["offer"]?["amount"]!.GetValue<decimal>().ShouldBe(9000 + (137 * answer["id"]!.GetValue<int>()));
        await SayAsync("frontier", "--in", applicants, "--out", _console.Folder.File("frontier"));
        await SayAsync("frontier menus", "--in", applicants, "--out", _console.Folder.File("1.menus"));

        _said.Add("monitor");
        await _console.RunAsync("monitor", "--current", history, "--product", "car-loan");
        _console.Error.ShouldBeEmpty();
        await SayAsync("evaluate", "--replicates", "100");
        await SayAsync("ratecard", "--out", _console.Folder.File("card"), "--no-register");
        await SayAsync("experiment plan");
        _console.Folder.Write("data/car-loan/pricing-experiment.json", DecisionLogs.Experiment);
        (await SayAsync("experiment show")).ShouldContain("running");
        await SayAsync("experiment stop", "--reason", "a test");
        await SayAsync("experiment start", "--reason", "a test");
        (await FaultAsync("experiment judge", "--log", history)).ShouldContain("the header lacks");
        await SayAsync("report");
        string page = File.ReadAllText(_console.Folder.File("models/car-loan/report.html"));
        page.ShouldNotContain("NaN", Case.Sensitive);
        page.ShouldContain("a year");

        string[] all = [.. Commands(Shell.Build(new ConsoleHost { Output = TextWriter.Null, Error = TextWriter.Null, Workspace = () => _console.Workspace }), "")];
        all.ShouldContain("score");
        all.Except(_said).Except(OfNoProduct).Except(OfTheTwin).ShouldBeEmpty("these commands are tried on one product alone");
    }

    [Fact]
    public async Task A_file_of_requests_without_amounts_has_one_fault_and_a_line_without_has_its_own()
    {
        foreach (string file in (string[])["registry.json", "risk/1/model.zip", "acceptance/1/model.zip"])
            _console.Folder.Write($"models/car-loan/{file}", File.ReadAllBytes(Repository.File($"models/car-loan/{file}")));
        string applicants = Applicants(), none = _console.Folder.File("none.ndjson"), output = _console.Folder.File("out.ndjson");
        string Without(string line)
        {
            JsonObject request = JsonNode.Parse(line)!.AsObject();
            request.Remove("requestedAmount");
            return request.ToJsonString();
        }

        File.WriteAllLines(none, File.ReadAllLines(applicants).Select(Without));
        (await FaultAsync("score", "--in", none, "--out", output)).ShouldContain("None of the 40 lines has \"requestedAmount\"");
        File.Exists(output).ShouldBeFalse();
        (await FaultAsync("frontier", "--in", none, "--out", output)).ShouldContain("None of the 40 lines has");

        string[] lines = File.ReadAllLines(applicants);
        lines[6] = Without(lines[6]);
        File.WriteAllLines(none, lines);
        await SayAsync("score", "--in", none, "--out", output);
        File.ReadAllLines(output).Length.ShouldBe(39);
        JsonNode fault = JsonNode.Parse(File.ReadAllLines(output + ".errors.ndjson").ShouldHaveSingleItem())!;
        fault["line"]!.GetValue<int>().ShouldBe(7);
        fault.ToJsonString().ShouldContain("requestedAmount");
    }

    [Fact]
    public async Task Folds_and_the_last_test_are_by_time_where_the_product_says_when()
    {
        Change(product => product["history"] = JsonNode.Parse("""{ "time": "applied", "folds": "time" }"""));
        await SayAsync("data simulate", "--rows", Rows);

        string said = await SayAsync("train", "--threads", "2");

        said.ShouldContain("Learned from what was decided before 2025-0");
        await SayAsync("models promote", "both", "--alias", "production", "--force", "--reason", "a test");
        (await SayAsync("reproduce", "acceptance/1")).ShouldContain("the same");
        await SayAsync("report");
        JsonNode.Parse(await _console.SayAsync("models", "show", "acceptance", "--product", "car-loan", "--json"))!.ToJsonString().ShouldContain("laterAuc");

        // What import would write otherwise, train would refuse: it is said when it is imported.
        Change(product => product["history"]!["time"] = "make");
        (await FaultAsync("data import", "--from", _console.Folder.File("data/car-loan/simulated.csv.gz"))).ShouldContain("is no date, which history.time of product.json needs");
    }

    [Fact]
    public async Task A_model_without_a_price_needs_no_support_and_one_without_a_category_counts_among_everybody()
    {
        Change(product =>
        {
            JsonNode risk = product["models"]!["risk"]!, acceptance = product["models"]!["acceptance"]!;
            risk["inputs"] = JsonNode.Parse("""["bureauScore", "monthlyIncome", "vehicleAge"]""");
            risk["offerColumns"] = new JsonObject();
            risk.AsObject().Remove("support");
            acceptance["support"] = JsonNode.Parse("""{ "variables": [{ "variable": "rate", "within": 1 }], "minimumNeighbours": 5 }""");
            product["economics"]!["operatingCost"] = -40;
        });
        await SayAsync("data simulate", "--rows", Rows);
        (await SayAsync("product check")).ShouldContain("has no faults");
        await SayAsync("train", "--threads", "2");
        (await SayAsync("models show", "acceptance")).ShouldContain("everybody");
        await SayAsync("models promote", "both", "--alias", "production", "--force", "--reason", "a test");

        await SayAsync("score", "--in", Applicants(), "--out", _console.Folder.File("scored.ndjson"));
        JsonNode[] offers = [.. File.ReadAllLines(_console.Folder.File("scored.ndjson")).Select(line => JsonNode.Parse(line)!["offer"]).OfType<JsonNode>()];
        offers.Length.ShouldBe(40);
        offers.Select(offer => offer["probabilityOfDefault"]!.GetValue<double>()).Distinct().Count().ShouldBe(1);
        await _console.RunAsync("monitor", "--current", _console.Folder.File("data/car-loan/simulated.csv.gz"), "--product", "car-loan");
        _console.Error.ShouldBeEmpty();
        await SayAsync("report");
    }

    private void Change(Action<JsonNode> change)
    {
        JsonNode product = JsonNode.Parse(File.ReadAllText(_console.Folder.File("data/car-loan/product.json")))!;
        change(product);
        _console.Folder.Write("data/car-loan/product.json", product.ToJsonString());
    }

    private string Applicants()
    {
        string path = _console.Folder.File("applicants.ndjson");
        JsonObject request = JsonNode.Parse(File.ReadAllText(Repository.File("data/car-loan/request.json")))!.AsObject();
        request.Remove("alternatives");
        File.WriteAllLines(path, Enumerable.Range(1, 40).Select(i =>
        {
            JsonObject line = request.DeepClone().AsObject();
            (line["id"], line["requestedAmount"]) = (i, 9000 + (137 * i));
            return line.ToJsonString();
        }));
        return path;
    }

    private async Task<string> FaultAsync(string command, params string[] args)
    {
        _said.Add(command);
        _console.Forget();
        (await _console.RunAsync([.. command.Split(' '), .. args, "--product", "car-loan"])).ShouldBe(1);
        return _console.Error;
    }

    private async Task<string> SayAsync(string command, params string[] args)
    {
        _said.Add(command);
        string[] words = command.Split(' ');
        return await _console.SayAsync([.. words, .. args, .. words[0] is "runs" ? Array.Empty<string>() : ["--product", "car-loan"]]);
    }

    private static IEnumerable<string> Commands(System.CommandLine.Command command, string path)
    {
        foreach (var child in command.Subcommands)
        {
            string name = $"{path} {child.Name}".TrimStart();
            if (child.Subcommands.Count == 0 || child.Action is not null)
                yield return name;
            foreach (string deeper in Commands(child, name))
                yield return deeper;
        }
    }
}
