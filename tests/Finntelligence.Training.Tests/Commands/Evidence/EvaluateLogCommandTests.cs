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
