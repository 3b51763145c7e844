using System.Text.Json.Nodes;
using Finntelligence.Training.Tests.Commands.Experiments;

namespace Finntelligence.Training.Tests.Commands.Evidence;

public sealed class EvaluateLogCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task A_log_is_valued_by_its_own_propensities_by_every_estimator()
    {
        _console.ShipModels();
        string log = DecisionLogs.Write(_console.Folder.File("decisions.csv"), 3000);

        var said = JsonNode.Parse(await _console.SayAsync("evaluate", "--replicates", "200", "--log", log, "--json"))!;

        said["data"]!["offers"]!.GetValue<int>().ShouldBe(3000);
        var card = said["policies"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "card")!;
        card["refusal"].ShouldBeNull();
        card["estimates"]!.AsArray().Select(e => e!["estimator"]!.GetValue<string>()).ShouldBe(
            ["inversePropensity", "selfNormalised", "directMethod", "doublyRobust", "selfNormalisedDoublyRobust", "switchDoublyRobust", "shrinkageDoublyRobust", "kernel"]);
        // Three in ten at the card's rate take 1,000 rand for four months: 470 − 25 of funds, about.
        foreach (string estimator in (string[])["inversePropensity", "selfNormalised", "doublyRobust"])
            card["estimates"]!.AsArray().Single(e => e!["estimator"]!.GetValue<string>() == estimator)!["value"]!.GetValue<double>().ShouldBe(0.3 * 445, 15);
        File.ReadAllText(_console.Folder.File("models/cash-loan/log-evaluation.html")).ShouldContain("<svg");
    }

    [Fact]
    public async Task Without_propensities_the_strata_that_are_named_count()
    {
        _console.ShipModels();
        string log = DecisionLogs.Write(_console.Folder.File("decisions.csv"), 3000);
        WithoutPropensities(log);

        var said = JsonNode.Parse(await _console.SayAsync("evaluate", "--replicates", "100", "--log", log, "--strata", "riskCategory", "--json"))!;

        said["data"]!["ownPropensities"]!.GetValue<bool>().ShouldBeFalse();
        said["policies"]!.AsArray().Single(p => p!["name"]!.GetValue<string>() == "card")!["estimates"]![0]!["value"]!.GetValue<double>().ShouldBe(0.3 * 445, 15);
    }

    [Fact]
    public async Task A_promotion_may_ask_the_log_what_the_pair_is_worth()
    {
        _console.ShipModels();
        string log = DecisionLogs.Write(_console.Folder.File("decisions.csv"), 3000);
        string[] promote = ["models", "promote", "risk/2", "acceptance/2", "--alias", "production", "--most-loss", "1000", "--log", log];
        WithoutPropensities(log);
        (await _console.RunAsync(promote)).ShouldBe(1);
        _console.Error.ShouldContain("the log has no propensities");

        DecisionLogs.Write(log, 3000);
        await _console.RunAsync(promote);
        _console.Output.ShouldContain("policy value by the log");
        _console.Output.ShouldContain("lower bound of the difference");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_put_together_are_the_bytes_of_one_run(bool ownPropensities)
    {
        _console.ShipModels();
        string log = DecisionLogs.Write(_console.Folder.File("decisions.csv"), 2000);
        if (!ownPropensities)
            WithoutPropensities(log);
        string[] lines = File.ReadAllLines(log);
        // A row that nobody can use, in the last part.
        lines[1900] = lines[1900].Replace(",offer,", ",offer,x", StringComparison.Ordinal);
        File.WriteAllText(log, string.Join('\n', lines) + "\n");
        string[] how = ["--replicates", "100"], strata = ownPropensities ? [] : ["--strata", "riskCategory"];
        string expected = await _console.SayAsync(["evaluate", "--log", log, .. how, .. strata]);
        string json = _console.Folder.File("models/cash-loan/log-evaluation.json"), page = _console.Folder.File("models/cash-loan/log-evaluation.html");
        var (wholeJson, wholePage) = (File.ReadAllBytes(json), File.ReadAllBytes(page));

        string[] parts = await PartsAsync(lines, [0, 700, 700, 1500, 2000], strata);
        File.Delete(json);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(log)));
        string said = await _console.SayAsync(["evaluate", "--from", parts[2], parts[0], parts[3], parts[1], "--name", "decisions.csv", "--sha256", hash, .. how]);

        File.ReadAllBytes(json).ShouldBe(wholeJson);
        File.ReadAllBytes(page).ShouldBe(wholePage);
        said.ShouldBe(expected);
        JsonNode.Parse(wholeJson)!["data"]!["faulty"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Parts_that_are_missing_doubled_cut_short_or_foreign_are_named()
    {
        _console.ShipModels();
        string[] lines = File.ReadAllLines(DecisionLogs.Write(_console.Folder.File("decisions.csv"), 600));
        string[] parts = await PartsAsync(lines, [0, 200, 400, 600], []);

        (await FaultAsync(parts[0], parts[2])).ShouldContain("Of 3 shards 2 is not there.");
        (await FaultAsync(parts[0], parts[1], parts[1], parts[2])).ShouldContain("Shard 2 is there 2 times");

        byte[] whole = File.ReadAllBytes(parts[1]);
        File.WriteAllBytes(parts[1], whole[..^20]);
        (await FaultAsync(parts)).ShouldContain($"{parts[1]}: it is cut short, damaged or not a part that `evaluate --part` wrote.");
        File.WriteAllBytes(parts[1], whole);

        // The same rows under two numbers.
        await _console.SayAsync("evaluate", "--log", _console.Folder.File("part1.csv"), "--shard", "2/3", "--part", parts[1]);
        (await FaultAsync(parts)).ShouldContain("hold the same under different numbers");
        File.WriteAllBytes(parts[1], whole);

        // Another choice of strata, and another product.
        await _console.SayAsync("evaluate", "--log", _console.Folder.File("part2.csv"), "--shard", "2/3", "--part", parts[1], "--strata", "riskCategory");
        (await FaultAsync(parts)).ShouldContain("it was made with another choice of strata");
        File.WriteAllBytes(parts[1], whole);
        string product = _console.Folder.File("data/cash-loan/product.json");
        File.AppendAllText(product, "\n");
        (await FaultAsync(parts)).ShouldContain("it was made with another product");

        (await _console.RunAsync("evaluate", "--from", parts[0], "--log", "x.csv")).ShouldBe(1);
        _console.Error.ShouldContain("One of --log and --from is possible.");
    }

    private async Task<string[]> PartsAsync(string[] lines, int[] cuts, string[] strata)
    {
        int count = cuts.Length - 1;
        string[] parts = [.. Enumerable.Range(1, count).Select(n => _console.Folder.File($"part{n}.terms"))];
        for (int n = 1; n <= count; n++)
        {
            string file = _console.Folder.File($"part{n}.csv");
            File.WriteAllText(file, string.Join('\n', [lines[0], .. lines[(1 + cuts[n - 1])..(1 + cuts[n])]]) + "\n");
            await _console.SayAsync(["evaluate", "--log", file, "--shard", $"{n}/{count}", "--part", parts[n - 1], .. strata]);
        }
        return parts;
    }

    private async Task<string> FaultAsync(params string[] parts)
    {
        _console.Forget();
        (await _console.RunAsync(["evaluate", "--from", .. parts])).ShouldBe(1);
        return _console.Error;
    }

    private static void WithoutPropensities(string log) =>
        File.WriteAllText(log, string.Join('\n', File.ReadAllLines(log).Select(line => string.Join(',', line.Split(',').Where((_, i) => i != 14)))) + "\n");

    [Fact]
    public async Task A_file_that_is_no_log_is_refused_in_one_line()
    {
        _console.ShipModels();
        (await _console.RunAsync("evaluate", "--log", _console.Folder.Write("x.csv", "a,b\n1,2\n"))).ShouldBe(1);
        _console.Error.ShouldContain("the header lacks");
        (await _console.RunAsync("evaluate", "--log", _console.Folder.File("none.csv"))).ShouldBe(1);
        _console.Error.ShouldNotContain("defect");
    }
}
