
namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsListCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_version_is_a_line()
    {
        _workspace.RegisterProduction();
        _workspace.Register(Finntelligence.Lending.Products.ModelKind.Risk, 0.6);

        (await _workspace.RunAsync("models list")).ShouldBe(0);

        string[] lines = _workspace.Console.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(5);
        lines[2].ShouldStartWith("  acceptance         1   production   ");
        lines[3].ShouldContain("trained   made-up.csv aaaaaaaaaaaa   0.70000    0.25000             0.01000");
        lines[4].ShouldStartWith("  risk               2                ");
    }

    [Fact]
    public async Task Json_has_the_same()
    {
        _workspace.RegisterProduction();

        var (code, document) = await _workspace.RunJsonAsync("models list");
        code.ShouldBe(0);
        var risk = document.GetProperty("models")[1];
        risk.GetProperty("kind").GetString().ShouldBe("risk");
        risk.GetProperty("aliases")[0].GetString().ShouldBe("production");
        risk.GetProperty("metrics").GetProperty("auc").GetDouble().ShouldBe(0.7);
        risk.GetProperty("sha256").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task An_empty_registry_is_said_to_be_empty()
    {
        (await _workspace.RunAsync("models list")).ShouldBe(0);
        _workspace.Console.Output.ShouldContain("No model is registered");
        (await _workspace.RunJsonAsync("models list")).Document.GetProperty("models").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_damaged_registry_is_one_line()
    {
        _workspace.Console.Folder.Write("models/cash-loan/registry.json", "{");
        (await _workspace.RunAsync("models list")).ShouldBe(1);
        _workspace.Console.Error.ShouldContain("is damaged");
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }
}
