using System.Text.Json;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Testing;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>Both trainers on a small twin, from training to reproduction.</summary>
public sealed class TournamentCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public TournamentCommandTests()
    {
        foreach (var file in (string[])["product.json", "experiment.json"])
            _console.Folder.Write($"data/cash-loan/{file}", File.ReadAllBytes(Repository.File($"data/cash-loan/{file}")));
    }

    public void Dispose() => _console.Dispose();

    [FastTreeFact]
    public async Task Both_are_registered_and_the_better_one_that_keeps_the_promises_goes_on()
    {
        await Simulate();
        var document = JsonDocument.Parse(await _console.SayAsync("train", "--json")).RootElement;

        var registry = new LocalModelRegistry(_console.Workspace.ModelFolder("cash-loan"), TimeProvider.System);
        foreach (var kind in (string[])["acceptance", "risk"])
        {
            var versions = registry.Read().Kind(kind).Versions;
            versions.Select(v => v.Tags["trainer"]).ShouldBe(TrainerNames.All, ignoreOrder: true);
            versions.ShouldAllBe(v => v.Metrics.ContainsKey("rateBreachShare") && v.Metrics.ContainsKey("rateBreachLargest"));
            var ours = versions.Single(v => v.Tags["trainer"] == TrainerNames.MonotoneFastTree);
            (ours.Metrics["rateBreachShare"], ours.Metrics["rateBreachLargest"], ours.Metrics["directionsBroken"]).ShouldBe((0.0, 0.0, 0.0));
            var expected = versions.Where(v => v.Metrics["directionsBroken"] == 0 && v.Metrics["rateBreachLargest"] == 0).MinBy(v => v.Metrics["logLoss"])!;
            registry.Resolve(kind, "staging").Entry.Version.ShouldBe(expected.Version);
            document.GetProperty("models").EnumerateArray()
                .Single(m => m.GetProperty("kind").GetString() == kind && m.GetProperty("goesOn").GetBoolean())
                .GetProperty("trainer").GetString().ShouldBe(expected.Tags["trainer"]);
        }

        var list = await _console.SayAsync("models", "list");
        list.ShouldContain(" FastTree ");
        list.ShouldContain("MonotoneFastTree");
        list.ShouldContain("for nobody");
        var figures = JsonDocument.Parse(File.ReadAllText(_console.Folder.File("models/cash-loan/metrics.json"))).RootElement;
        figures.GetProperty("risk").GetProperty("FastTree").GetProperty("auc").GetDouble().ShouldBeInRange(0.3, 1);
        var recorded = new LocalExperimentStore(_console.Workspace.RunsFolder, TimeProvider.System).List().ShouldHaveSingleItem();
        recorded.Status.ShouldBe(RunStatus.Finished);
        recorded.LastMetrics.ShouldContainKey("risk/auc");
        recorded.LastMetrics.Keys.Count(k => k is "risk/FastTree/auc" or "risk/MonotoneFastTree/auc").ShouldBe(1);
        recorded.LastMetrics.Keys.Count(k => k.StartsWith("tournament/", StringComparison.Ordinal)).ShouldBe(4);
        recorded.Artifacts.Count(a => a.Path.EndsWith("/model.onnx", StringComparison.Ordinal)).ShouldBe(4, "both trainers' models are for everybody");
        recorded.Artifacts.Count(a => a.Path.EndsWith("/MLmodel", StringComparison.Ordinal)).ShouldBe(4);
        (await _console.SayAsync("models", "verify")).ShouldContain("4 versions have exactly the bytes");
        _console.Error.ShouldNotContain("interrupted");
    }

    [FastTreeFact]
    public async Task A_FastTree_version_is_made_again_byte_for_byte_on_any_number_of_threads()
    {
        await Simulate();
        await _console.SayAsync("train", "--trainer", "FastTree", "--threads", "2");

        (await _console.SayAsync("reproduce", "risk/1", "acceptance/1", "--threads", "1")).ShouldContain("risk 1: the same ");
        (await _console.SayAsync("reproduce", "risk/1", "--threads", "3")).ShouldContain("risk 1: the same ");
    }

    [FastTreeFact]
    public async Task A_FastTree_version_is_shown_explained_and_verified_like_any_other()
    {
        await Simulate();
        await _console.SayAsync("train", "--trainer", "FastTree");

        var shown = await _console.SayAsync("models", "show", "risk/1");
        shown.ShouldContain("can load it");
        shown.ShouldContain("tag trainer");
        (await _console.SayAsync("models", "verify")).ShouldContain("2 versions have exactly the bytes");
    }

    [Fact]
    public async Task The_product_may_name_the_trainer()
    {
        await Simulate();
        _console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());

        var document = JsonDocument.Parse(await _console.SayAsync("train", "--json")).RootElement;

        document.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("trainer").GetString()).Distinct().ShouldBe(["MonotoneFastTree"]);
    }

    [FastTreeFact]
    public async Task FastTree_is_left_out_where_a_history_is_too_small_for_any_split()
    {
        await Simulate(TrainedWorkspace.Rows, seed: "1");
        await _console.SayAsync("train");
        _console.Error.ShouldContain("FastTree is left out of the risk model: FastTree finds no split in");
        Directory.GetDirectories(_console.Folder.File("models/cash-loan/risk")).ShouldHaveSingleItem();
    }

    private Task<string> Simulate(string rows = "2500", string seed = "5") =>
        _console.SayAsync("data", "simulate", "--rows", rows, "--seed", seed, "--out", _console.Folder.File("data/cash-loan/simulated.csv.gz"));
}
