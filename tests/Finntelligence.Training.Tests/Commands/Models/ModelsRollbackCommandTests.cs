using Finntelligence.Lending.Products;

namespace Finntelligence.Training.Tests.Commands.Models;

public sealed class ModelsRollbackCommandTests : IDisposable
{
    private readonly ModelWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Both_models_go_back_together_and_the_reason_is_kept()
    {
        await PromoteBoth();

        (await _workspace.RunAsync("models rollback --reason", "angry customers")).ShouldBe(0);

        _workspace.Alias("risk").ShouldBe(1);
        _workspace.Alias("acceptance").ShouldBe(1);
        _workspace.Registry.Read().History[^1].Why.ShouldBe("angry customers");
        _workspace.Console.Output.ShouldContain("production: risk 2 → 1\n");
        _workspace.Console.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_tells_the_change()
    {
        await PromoteBoth();

        var (code, change) = await _workspace.RunJsonAsync("models rollback --reason x");
        code.ShouldBe(0);
        change.GetProperty("action").GetString().ShouldBe("rollback");
        change.GetProperty("moves").GetArrayLength().ShouldBe(2);
        change.GetProperty("moves")[1].GetProperty("from").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_damaged_version_at_its_end_is_told()
    {
        await PromoteBoth();
        File.Delete(_workspace.Registry.Resolve("risk", "1").Path);

        (await _workspace.RunAsync("models rollback --reason x")).ShouldBe(0);
        _workspace.Console.Error.ShouldStartWith("warning: production is back at a version that no service can load. risk 1: ");
    }

    [Theory]
    [InlineData("models rollback", "--reason")]
    [InlineData("models rollback --reason x", "There is nothing to roll production back to")]
    [InlineData("models rollback --reason x --alias latest", "'latest' is reserved")]
    public async Task A_mistake_is_one_line(string line, string message)
    {
        _workspace.RegisterProduction();

        (await _workspace.RunAsync(line)).ShouldBe(1);
        _workspace.Console.Error.ShouldContain(message);
        _workspace.Console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    private async Task PromoteBoth()
    {
        _workspace.RegisterProduction();
        _workspace.Register(ModelKind.Risk, 0.6);
        _workspace.Register(ModelKind.Acceptance, 0.6);
        (await _workspace.RunAsync("models promote both --alias production")).ShouldBe(0);
    }
}
