using System.Text.Json;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Tests.Versions;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsDiffCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Two_versions_are_compared_by_figures_gates_and_decisions()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, leaf: 0.6, SomeArtifacts.GoodMetrics.SetItem("auc", 0.6));
        var request = JsonSerializer.Serialize(JsonDocument.Parse(await File.ReadAllTextAsync(Repository.File("data/cash-loan/request.json"))).RootElement);
        _workspace.Console.Folder.Write("applicants.ndjson", $"{request}\n{{}}\n");

        var (code, document) = await _workspace.RunJsonAsync("models diff risk@production risk/2 --applicants", _workspace.Console.Folder.File("applicants.ndjson"));

        code.ShouldBe(0, _workspace.Console.Error);
        var metric = document.GetProperty("metrics").EnumerateArray().ShouldHaveSingleItem();
        (metric.GetProperty("name").GetString(), metric.GetProperty("first").GetString(), metric.GetProperty("second").GetString()).ShouldBe(("auc", "0.7", "0.6"));
        document.GetProperty("gates").EnumerateArray().Count(gate => !gate.GetProperty("passed").GetBoolean()).ShouldBe(1);
        var decisions = document.GetProperty("decisions");
        (decisions.GetProperty("decided").GetInt32(), decisions.GetProperty("faulty").GetInt32()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_version_does_not_differ_from_itself()
    {
        _workspace.RegisterProduction();

        (await _workspace.RunAsync("models diff risk/1 risk@production")).ShouldBe(0);

        _workspace.Console.Output.ShouldContain("Both are the same bytes.");
        _workspace.Console.Output.ShouldNotContain("that differ");
    }

    [Fact]
    public async Task Two_kinds_are_not_compared()
    {
        _workspace.RegisterProduction();

        (await _workspace.RunAsync("models diff risk acceptance")).ShouldBe(1);

        _workspace.Console.Error.ShouldContain("two kinds");
    }
}
