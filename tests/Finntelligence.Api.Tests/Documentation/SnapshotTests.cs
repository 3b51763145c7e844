using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Documentation;

/// <summary>The contract as it was when it was last looked at: whoever changes it sees by what, and so does whoever reviews that.</summary>
public sealed class SnapshotTests
{
    private const string Variable = "FINNTELLIGENCE_WRITE_OPENAPI";
    private const string Snapshot = "tests/Finntelligence.Api.Tests/Documentation/openapi.v1.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With FINNTELLIGENCE_WRITE_OPENAPI set, the file is written anew.</summary>
    [Fact]
    public async Task The_Document_Is_The_One_That_Is_Committed()
    {
        using var workspace = TestWorkspace.WithModels();
        await using var service = new TestService(workspace);
        var document = JsonNode.Parse(await service.CreateClient().GetStringAsync("/openapi/v1.json"))!;
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
            foreach (var content in Contents(operation.Value!))
            {
                // They follow from schemas and models, and a change of a model is none of the contract.
                content.Remove("example");
                content.Remove("examples");
            }
        var text = document.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";

        var path = Repository.File(Snapshot);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            await File.WriteAllTextAsync(path, text);
        else
            (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n").ShouldBe(
                text, $"The contract changed. {Variable}=1 dotnet test tests/Finntelligence.Api.Tests writes {Snapshot} anew; its diff is what clients will meet.");
    }

    private static IEnumerable<JsonObject> Contents(JsonNode operation) =>
        operation["responses"]!.AsObject().Select(r => r.Value!["content"]).Append(operation["requestBody"]?["content"])
            .Where(c => c is not null).SelectMany(c => c!.AsObject()).Select(c => c.Value!.AsObject());
}
