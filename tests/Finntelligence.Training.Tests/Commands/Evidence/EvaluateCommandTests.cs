using System.Text.Json.Nodes;
using Finntelligence.Evidence.Evaluation.Results;

namespace Finntelligence.Training.Tests.Commands.Evidence;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public EvaluateCommandTests()
    {
        foreach (string file in (string[])["product.json", "experiment.json"])
            File.Copy(Repository.File($"data/cash-loan/{file}"), _console.Folder.File($"data/cash-loan/{file}"));
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task On_the_twin_it_values_every_policy_and_says_that_nobody_lived_it()
    {
        await _console.SayAsync("data", "simulate", "--rows", "7000");
        string said = await _console.SayAsync("evaluate", "--replicates", "200", "--json");

        _console.Error.ShouldContain("simulated twin");
        // Of the shipped file, which a later evaluation without --regret keeps and tells as what it is.
        var shipped = EvaluationJson.Read(Repository.File("models/cash-loan/evaluation.json"));
        EvaluationJson.Write(_console.Folder.File("models/cash-loan/evaluation.json"), EvaluationJson.Read(_console.Folder.File("models/cash-loan/evaluation.json")) with { Regret = shipped.Regret });
        (await _console.SayAsync("evaluate", "--replicates", "100")).ShouldContain("measured earlier and kept in evaluation.json (--regret measures it anew)");
        EvaluationJson.Read(_console.Folder.File("models/cash-loan/evaluation.json")).Regret!.Curves.Length.ShouldBe(shipped.Regret!.Curves.Length);
        var evaluation = EvaluationJson.Read(_console.Folder.File("models/cash-loan/evaluation.json"));
        JsonNode.Parse(said)!["data"]!["rows"]!.GetValue<int>().ShouldBe(7000);
        evaluation.Data.Simulated.ShouldBeTrue();
        evaluation.Policies.Select(p => p.Name).ShouldBe(
            ["card", "safeMean", "safeMeanAny", "safe", "safeDeparture", "shipped", "shippedWithLoss", "hurdle", "direct", "bestPerClass", "rateCard", "rateCardByModels", "mailed", "random", "lowest"]);
        evaluation.Policies[0].DoublyRobust!.Difference.ShouldBe(0);
        evaluation.Policies.Single(p => p.Name == "mailed").DoublyRobust!.Value.ShouldBe(evaluation.Data.MeanProfit, 1e-4);
        evaluation.Policies.Single(p => p.Name == "lowest").DoublyRobust!.DifferenceInterval!.Value.Upper.ShouldBeLessThan(0);
        foreach (var policy in evaluation.Policies)
        {
            policy.DoublyRobust!.Interval.Lower.ShouldBeLessThan(policy.DoublyRobust.Interval.Upper);
            policy.Weights.Mean.ShouldBe(1, 0.2);
            policy.Weights.EffectiveSampleSize.ShouldBeInRange(1, 7000);
            policy.Rates.ShouldAllBe(c => Math.Abs(c.Rates.Sum(r => r.Share) - 1) < 1e-4);
        }
        evaluation.RateCards.Select(c => (c.Policy, c.Fold)).ShouldBe(from fold in Enumerable.Range(0, 5) from policy in (string[])["rateCard", "rateCardByModels"] select (policy, fold));
        // Every number of cells that was tried is told, and the one that was used is among them.
        evaluation.RateCards.ShouldAllBe(c => c.Tried.Length == 4 && c.Tried.Any(t => t.Cells == c.Cells));
        evaluation.Sensitivities.Length.ShouldBe(5);
        evaluation.Variants.SelectMany(v => v.ChosenBy).GroupBy(c => c.Policy).ShouldAllBe(rule => rule.Sum(c => c.Folds.Length) == 5);
    }

    [Fact]
    public async Task Spreads_over_a_reference_are_the_rates_that_they_make()
    {
        string history = _console.Folder.File("twin.csv");
        await _console.SayAsync("data", "simulate", "--rows", "7000", "--out", history);
        var expected = Policies(await _console.SayAsync("evaluate", "--data", history, "--replicates", "100", "--json"));
        File.WriteAllText(history, string.Join('\n', SpreadHistory.Of([.. File.ReadLines(history).Where(l => l.Length > 0)])));
        SpreadHistory.Declare(_console.Folder.File("data/cash-loan/product.json"));

        Policies(await _console.SayAsync("evaluate", "--data", history, "--replicates", "100", "--json")).ShouldBe(expected);

        static string Policies(string said) => JsonNode.Parse(said)!["policies"]!.ToJsonString();
    }

    [Fact]
    public async Task Without_an_experiment_it_says_what_is_needed()
    {
        File.Delete(_console.Folder.File("data/cash-loan/experiment.json"));
        (await _console.RunAsync("evaluate")).ShouldBe(1);
        _console.Error.ShouldContain("experiment.json");
        _console.Error.ShouldContain("drawn at random");
    }

    [Fact]
    public async Task What_confounded_prices_do_is_measured_against_the_truth_and_nothing_is_written()
    {
        string said = await _console.SayAsync("evaluate", "--confounding", "1", "--confounding-rows", "2000", "--json");

        JsonNode.Parse(said)!["cases"]!.AsArray().Count.ShouldBe(7);
        File.Exists(_console.Folder.File("models/cash-loan/evaluation.json")).ShouldBeFalse();
        (await _console.RunAsync("evaluate", "--confounding", "0")).ShouldBe(1);
        _console.Error.ShouldContain("--confounding takes 1 or more");
    }

    [Fact]
    public async Task Too_few_rows_are_refused()
    {
        await _console.SayAsync("data", "simulate", "--rows", "300");
        (await _console.RunAsync("evaluate")).ShouldBe(1);
        _console.Error.ShouldContain("too few rows");
    }
}
