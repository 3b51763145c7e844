using System.Text.Json.Nodes;

namespace Finntelligence.Training.Tests.Commands.Experiments;

public sealed class ExperimentCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task A_plan_says_how_many_offers_and_days_and_what_cannot_be_seen()
    {
        foreach (string file in (string[])["product.json", "experiment.json"])
            File.Copy(Repository.File($"data/cash-loan/{file}"), _console.Folder.File($"data/cash-loan/{file}"));
        await _console.SayAsync("data", "simulate", "--rows", "20000");

        string said = await _console.SayAsync("experiment", "plan", "--difference", "10", "--share", "0.5", "--band", "1");

        said.ShouldContain("cannot be seen");
        _console.Error.ShouldContain("simulated");
        File.ReadAllText(_console.Folder.File("models/cash-loan/experiment-plan.html")).ShouldContain("<svg");
        var plan = JsonNode.Parse(File.ReadAllText(_console.Folder.File("models/cash-loan/experiment-plan.json")))!;
        plan["designs"]!.AsArray().Count.ShouldBe(2);
        plan["designs"]![0]!["offers"]!.GetValue<double>().ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task An_experiment_is_stopped_and_started_and_its_file_says_who_and_why()
    {
        DecisionLogs.WriteExperiment(_console);
        (await _console.SayAsync("experiment", "stop", "--reason", "Arrears rise.", "--by", "risk desk")).ShouldContain("stopped, by version 2");
        (await _console.RunAsync("experiment", "stop", "--reason", "Again.")).ShouldBe(1);
        _console.Error.ShouldContain("already");
        (await _console.SayAsync("experiment", "start", "--reason", "They fell.")).ShouldContain("running, by version 3");
        (await _console.SayAsync("experiment", "show")).ShouldContain("risk desk");
    }

    [Theory]
    [InlineData(true, 0, "running")]
    [InlineData(false, 2, "stopped")]
    public async Task The_stop_rule_ends_an_arm_that_is_shown_to_be_worse_and_no_other(bool explorersTake, int exit, string state)
    {
        DecisionLogs.WriteExperiment(_console);
        string log = DecisionLogs.Write(_console.Folder.File("decisions.csv"), 2000, explorersTake);

        (await _console.RunAsync("experiment", "judge", "--log", log, "--stop")).ShouldBe(exit, _console.Error);

        _console.Output.ShouldContain(exit == 0 ? "goOn" : "stopWorse");
        string file = File.ReadAllText(_console.Folder.File("data/cash-loan/pricing-experiment.json"));
        JsonNode.Parse(file)!["versions"]!.AsArray()[^1]!["state"]!.GetValue<string>().ShouldBe(state);
        if (exit != 0)
            file.ShouldContain("stop rule");
    }

    [Fact]
    public async Task Without_an_experiment_it_says_so()
    {
        File.Copy(Repository.File("data/cash-loan/product.json"), _console.Folder.File("data/cash-loan/product.json"));
        (await _console.RunAsync("experiment", "show")).ShouldBe(1);
        _console.Error.ShouldContain("no experiment runs");
    }

    [Theory]
    [InlineData("--share", "1.5")]
    [InlineData("--power", "1")]
    [InlineData("--difference", "0")]
    [InlineData("--band", "-1")]
    [InlineData("--check", "-1")]
    public async Task What_cannot_be_planned_is_refused(string option, string value)
    {
        (await _console.RunAsync("experiment", "plan", option, value)).ShouldBe(1);
        _console.Error.ShouldContain(option);
    }
}
