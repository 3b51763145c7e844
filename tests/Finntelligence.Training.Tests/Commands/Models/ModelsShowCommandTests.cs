using System.Text.Json;
using Finntelligence.Lending.Products;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsShowCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public ModelsShowCommandTests()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("risk", 1)]
    [InlineData("risk@production", 1)]
    [InlineData("risk/2", 2)]
    [InlineData("risk@latest", 2)]
    public async Task A_model_is_found_by_alias_or_version(string name, int version)
    {
        var (code, document) = await _workspace.RunJsonAsync($"models show {name}");
        code.ShouldBe(0);
        document.GetProperty("version").GetInt32().ShouldBe(version);
    }

    [Fact]
    public async Task The_tables_tell_what_the_artifact_holds()
    {
        (await _workspace.RunAsync("models show risk")).ShouldBe(0);

        string output = _workspace.Console.Output;
        output.ShouldContain("rows          100, 10 with the event");
        output.ShouldContain("ML.NET        can load it");
        output.ShouldContain("rate                  numeric   never falls                         1   100.00 %   10.00 %");
        output.ShouldContain("bureauScore           numeric   never rises                         0     0.00 %   10.00 %");
        output.ShouldContain("HIGH            100              2   7 to 8   7 to 8");
        output.ShouldContain("TransformerChain/Model.key");
        output.ShouldContain("production   to 1            trained");
        _workspace.Console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_tells_members_support_and_moves()
    {
        var (_, document) = await _workspace.RunJsonAsync("models show risk");

        var artifact = document.GetProperty("artifact");
        artifact.GetProperty("notForMlNet").ValueKind.ShouldBe(JsonValueKind.Null);
        artifact.GetProperty("members")[0].GetProperty("name").GetString().ShouldBe("manifest.json");
        artifact.GetProperty("support").GetProperty("strata")[0].GetProperty("rows").GetInt64().ShouldBe(100);
        artifact.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "rate")
            .GetProperty("direction").GetString().ShouldBe("increasing");
        document.GetProperty("moves")[0].GetProperty("why").GetString().ShouldBe("trained");
        document.GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_damaged_file_leaves_what_the_registry_knows()
    {
        await File.WriteAllBytesAsync(_workspace.Registry.Resolve("risk", "1").Path, [1, 2, 3]);

        var (code, document) = await _workspace.RunJsonAsync("models show risk/1");
        code.ShouldBe(0);
        document.GetProperty("problem").GetString()!.ShouldContain("model.zip");
        document.GetProperty("artifact").ValueKind.ShouldBe(JsonValueKind.Null);
        document.GetProperty("metrics").GetProperty("auc").GetDouble().ShouldBe(0.7);
        _workspace.Console.Error.ShouldStartWith("warning: No service can load this version");
    }

    [Theory]
    [InlineData("risk/9", "There is no risk model '9'")]
    [InlineData("risk@moon", "There is no risk model 'moon'")]
    [InlineData("risk@", "'risk@' names no model")]
    [InlineData("default", "'default' names no model")]
    public async Task What_there_is_not_is_named(string name, string message)
    {
        (await _workspace.RunAsync($"models show {name}")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }
}
