using System.Text.Json.Nodes;
using Finntelligence.ModelOps.Keys;

namespace Finntelligence.Training.Tests.Commands.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task A_key_is_made_shown_once_listed_and_revoked()
    {
        var made = JsonNode.Parse(await _console.SayAsync("keys", "add", "the shop", "--scope", "predict", "outcomes", "--json"))!;

        var text = made["key"]!.GetValue<string>();
        ApiKey.Split(text)!.Value.Id.ShouldBe(made["id"]!.GetValue<string>());
        File.Exists(_console.Folder.File("var/keys.json")).ShouldBeTrue();
        var listed = await _console.SayAsync("keys", "list");
        listed.ShouldContain("the shop");
        listed.ShouldContain("predict outcomes");
        listed.ShouldNotContain(text);
        (await _console.SayAsync("keys", "revoke", "the shop")).ShouldContain("is revoked");
    }

    [Theory]
    [InlineData("keys", "add", "x", "--scope", "everything")]
    [InlineData("keys", "add", "x")]
    [InlineData("keys", "revoke", "nobody")]
    public async Task A_mistake_is_one_line_and_one(params string[] args)
    {
        (await _console.RunAsync(args)).ShouldBe(1);
        _console.Error.Trim().ShouldNotContain("\n");
    }
}
