using System.Collections.Immutable;
using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tests.Versions;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsPromoteCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_latest_version_goes_to_production_when_every_gate_passes()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, leaf: 0.6);

        (await _workspace.RunAsync("models promote risk --alias production --reason", "a better one")).ShouldBe(0);

        _workspace.Alias("risk").ShouldBe(2);
        _workspace.Alias("acceptance").ShouldBe(1);
        var change = _workspace.Registry.Read().History[^1];
        change.Why.ShouldBe("a better one");
        change.Forced.ShouldBeFalse();
        _workspace.Console.Output.ShouldContain("production: risk 1 → 2\n");
        _workspace.Console.Output.ShouldContain("≥ 0.69500 (version 1: 0.70000)");
        _workspace.Console.Output.ShouldContain("proved by every tree");
        _workspace.Console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_move_in_one_change_and_staging_comes_before_the_latest()
    {
        _workspace.RegisterProduction();
        int risk = _workspace.Register(ModelKind.Risk, 0.6);
        int acceptance = _workspace.Register(ModelKind.Acceptance, 0.6);
        _workspace.Registry.MoveTogether("staging", [new("risk", risk), new("acceptance", acceptance)], "trained");
        _workspace.Register(ModelKind.Risk, leaf: 0.7);

        (await _workspace.RunAsync("models promote both --alias production")).ShouldBe(0);

        var change = _workspace.Registry.Read().History[^1];
        change.Moves.Select(m => (m.Kind, m.From, m.To)).ShouldBe([("acceptance", 1, 2), ("risk", 1, 2)]);
        change.Moves[0].Metrics["auc"].ShouldBe(0.7);
    }

    [Fact]
    public async Task An_alias_may_have_any_name()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, leaf: 0.6);

        (await _workspace.RunAsync("models promote risk --alias champion")).ShouldBe(0);

        _workspace.Registry.Resolve("risk", "champion").Entry.Version.ShouldBe(2);
        _workspace.Alias("risk").ShouldBe(1, "production stays");
    }

    [Theory]
    [InlineData("risk/3 acceptance", 3, 2)]
    [InlineData("risk@staging", 2, 1)]
    [InlineData("risk --version 3", 3, 1)]
    public async Task A_version_can_be_named(string models, int risk, int acceptance)
    {
        _workspace.RegisterProduction();
        _workspace.Registry.MoveTogether("staging", [new("risk", _workspace.Register(ModelKind.Risk, 0.6))], "trained");
        _workspace.Register(ModelKind.Risk, 0.7);
        _workspace.Register(ModelKind.Acceptance, 0.6);

        (await _workspace.RunAsync($"models promote {models} --alias production")).ShouldBe(0);

        _workspace.Alias("risk").ShouldBe(risk);
        _workspace.Alias("acceptance").ShouldBe(acceptance);
    }

    [Theory]
    [InlineData("auc", 0.6949, "AUC: 0.69490, needed ≥ 0.69500")]
    [InlineData("logLoss", 0.2521, "log-loss: 0.25210, needed ≤ 0.25200")]
    [InlineData("brier", 0.0611, "Brier: 0.06110, needed ≤ 0.06100")]
    [InlineData("calibrationError", 0.0151, "calibration error: 0.01510, needed ≤ 0.01500")]
    [InlineData("meanPredicted", 0.1011, "mean predicted: 0.10110, needed 0.09900 to 0.10100")]
    [InlineData("meanPredicted", 0.0989, "mean predicted: 0.09890, needed 0.09900 to 0.10100")]
    public async Task A_figure_beyond_its_limit_stops_the_promotion(string metric, double value, string message)
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics.SetItem(metric, value));

        (await _workspace.RunAsync("models promote risk --alias production")).ShouldBe(1);

        _workspace.Alias("risk").ShouldBe(1);
        _workspace.Console.Error.ShouldStartWith($"Nothing was promoted. risk {message}");
        _workspace.Console.Error.ShouldEndWith("--force with --reason overrides it.\n");
        _workspace.Console.Error.Count(c => c == '\n').ShouldBe(1);
        _workspace.Console.Output.Split("FAILED").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("auc", 0.6951)]
    [InlineData("logLoss", 0.2519)]
    [InlineData("brier", 0.0609)]
    [InlineData("calibrationError", 0.0149)]
    [InlineData("meanPredicted", 0.1009)]
    public async Task A_figure_within_its_limit_does_not(string metric, double value)
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics.SetItem(metric, value));

        (await _workspace.RunAsync("models promote risk --alias production")).ShouldBe(0);
    }

    [Fact]
    public async Task The_product_may_set_its_own_limits()
    {
        _workspace.Console.Folder.Write("data/cash-loan/promotion.json", """{"note":"strict","aucLoss":0}""");
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.6999));

        (await _workspace.RunAsync("models promote risk --alias production")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("risk AUC: 0.69990, needed ≥ 0.70000");
    }

    [Fact]
    public async Task A_model_against_the_directions_stops_the_promotion()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Acceptance, 0.6, monotone: false);

        (await _workspace.RunAsync("models promote acceptance --alias production")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("acceptance monotone in rate: rises by 0.6 from 7.5 to 7.5000005, needed never rises.");
    }

    [Fact]
    public async Task A_model_without_figures_stops_the_promotion_even_with_no_incumbent()
    {
        _workspace.Register(ModelKind.Risk, metrics: ImmutableSortedDictionary<string, double>.Empty);

        (await _workspace.RunAsync("models promote risk --alias staging")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("risk AUC: not measured, needed a figure of rows it did not learn from");
    }

    [Fact]
    public async Task One_failed_gate_holds_both_models_back()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);
        _workspace.Register(ModelKind.Acceptance, 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.5));

        (await _workspace.RunAsync("models promote both --alias production")).ShouldBe(1);
        _workspace.Alias("risk").ShouldBe(1);
        _workspace.Alias("acceptance").ShouldBe(1);
    }

    [Fact]
    public async Task Force_overrides_a_gate_and_the_history_keeps_which_and_why()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.65));

        (await _workspace.RunAsync("models promote risk --alias production --force --reason", "new law")).ShouldBe(0);

        _workspace.Alias("risk").ShouldBe(2);
        var change = _workspace.Registry.Read().History[^1];
        change.Forced.ShouldBeTrue();
        change.Why.ShouldBe("new law (overridden: risk AUC: 0.65000, needed ≥ 0.69500 (version 1: 0.70000))");
        change.Moves[0].Metrics["auc"].ShouldBe(0.65);
    }

    [Fact]
    public async Task Force_without_a_failed_gate_is_recorded_as_none()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);

        (await _workspace.RunAsync("models promote risk --alias production --force --reason", "in a hurry")).ShouldBe(0);

        var change = _workspace.Registry.Read().History[^1];
        change.Forced.ShouldBeFalse();
        change.Why.ShouldBe("in a hurry");
    }

    [Fact]
    public async Task A_damaged_file_stops_the_promotion_whatever_the_force()
    {
        _workspace.RegisterProduction();
        int version = _workspace.Register(ModelKind.Risk, 0.6);
        string path = _workspace.Registry.Resolve("risk", $"{version}").Path;
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^30] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        (await _workspace.RunAsync("models promote risk --alias production --force --reason x")).ShouldBe(1);
        _workspace.Alias("risk").ShouldBe(1);
        _workspace.Console.Error.ShouldContain("risk hashes: ");
        _workspace.Console.Error.ShouldContain("No service could load that, so --force does not help.");

        File.Delete(path);
        (await _workspace.RunAsync("models promote risk --alias production")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("is missing");
    }

    [Fact]
    public async Task A_model_of_another_schema_stops_the_promotion()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);
        string path = _workspace.Console.Folder.File("data/cash-loan/product.json");
        string other = (await File.ReadAllTextAsync(path)).Replace("\"priorLoans\"", "\"earlierLoans\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, other);

        (await _workspace.RunAsync("models promote risk --alias production --force --reason x")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("risk schema: ");
        _workspace.Console.Error.ShouldContain("'earlierLoans' was added");
    }

    [Fact]
    public async Task A_version_that_is_there_already_is_no_fault_and_no_move()
    {
        _workspace.RegisterProduction();

        (await _workspace.RunAsync("models promote both --alias production")).ShouldBe(0);
        _workspace.Console.Output.ShouldContain("production points at risk 1 already");
        _workspace.Registry.Read().History.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Figures_of_other_data_are_compared_with_a_warning()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, data: 'c');

        (await _workspace.RunAsync("models promote risk --alias production")).ShouldBe(0);
        _workspace.Console.Error.ShouldBe(
            "warning: risk 2 and 1 were measured on different data, so their figures compare only roughly.\n");
    }

    [Fact]
    public async Task Staging_is_compared_with_production_when_it_is_empty()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.6));

        (await _workspace.RunAsync("models promote risk --alias staging")).ShouldBe(1);
        _workspace.Alias("risk", "staging").ShouldBeNull();
    }

    [Fact]
    public async Task Json_tells_the_gates_and_the_change()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);
        _workspace.Register(ModelKind.Acceptance, 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.5));

        var (code, refused) = await _workspace.RunJsonAsync("models promote both --alias production");
        code.ShouldBe(1);
        refused.GetProperty("promoted").GetBoolean().ShouldBeFalse();
        refused.GetProperty("change").ValueKind.ShouldBe(JsonValueKind.Null);
        var failed = refused.GetProperty("gates").EnumerateArray().Single(g => !g.GetProperty("passed").GetBoolean());
        failed.GetProperty("kind").GetString().ShouldBe("acceptance");
        failed.GetProperty("gate").GetString().ShouldBe("AUC");
        failed.GetProperty("figure").GetString().ShouldBe("0.50000");

        (code, JsonElement done) = await _workspace.RunJsonAsync("models promote risk --alias production");
        code.ShouldBe(0);
        done.GetProperty("promoted").GetBoolean().ShouldBeTrue();
        done.GetProperty("change").GetProperty("moves")[0].GetProperty("to").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("models promote both --alias production", "No acceptance model is registered")]
    [InlineData("models promote both --alias latest", "'latest' is reserved")]
    [InlineData("models promote --alias production", "models")]
    [InlineData("models promote fraud --alias production", "'fraud' names no model: write acceptance or risk")]
    [InlineData("models promote risk/x --alias production", "'risk/x' names no model")]
    [InlineData("models promote risk risk/2 --alias production", "The risk model is named twice.")]
    [InlineData("models promote risk --alias production --force", "--force needs --reason")]
    [InlineData("models promote risk --alias production --version 0", "--version 0: versions count from 1.")]
    public async Task A_mistake_is_one_line(string line, string message)
    {
        (await _workspace.RunAsync(line)).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _workspace.Console.Error.ShouldNotContain("defect");
    }

    [Theory]
    [InlineData("""{"aucLos":0.1}""", "aucLos")]
    [InlineData("""{"aucLoss":-0.1}""", "aucLoss is -0.1; it must be 0 or more.")]
    [InlineData("""{"monotoneRows":0}""", "monotoneRows is 0")]
    [InlineData("""{"aucLoss":"0.1"}""", "aucLoss")]
    [InlineData("null", "It is null.")]
    [InlineData("{", "promotion.json: ")]
    public async Task Limits_with_a_fault_are_named(string json, string message)
    {
        string path = _workspace.Console.Folder.Write("data/cash-loan/promotion.json", json);
        _workspace.RegisterProduction();

        (await _workspace.RunAsync("models promote both --alias production")).ShouldBe(1);
        _workspace.Console.Error.ShouldStartWith(path);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }
}
