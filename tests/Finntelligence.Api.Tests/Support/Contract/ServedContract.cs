using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Finntelligence.Api.Tests.Support.Contract;

/// <summary>
/// What the served OpenAPI document says of answers, and whether one keeps it. Asked of everything that a test's client gets, so that no test
/// need think of it.
/// </summary>
internal sealed class ServedContract
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";
    private const string Problem = "application/problem+json";
    private const string Lines = "application/x-ndjson";

    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = false };

    private readonly JsonObject _document;
    private readonly string _definitions;
    private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

    /// <param name="document">As it is served.</param>
    public ServedContract(string document)
    {
        _document = JsonNode.Parse(document)!.AsObject();
        // Where a JSON Schema has its own parts; nothing else in them changes.
        _definitions = _document["components"]!["schemas"]!.ToJsonString().Replace(Components, Definitions, StringComparison.Ordinal);
    }

    /// <summary>The document.</summary>
    public JsonObject Document => _document;

    /// <summary>Fails where an answer is not what the document says.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="path">Of the request.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="mediaType">Of the answer.</param>
    /// <param name="body">Of the answer.</param>
    public void Check(string method, string path, HttpStatusCode status, string? mediaType, string body)
    {
        if (Schema(method, path, status, mediaType) is not { } schema)
            return;
        if (mediaType == Lines)
            foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Check(schema, line, $"{method} {path} {(int)status}");
        else
            Check(schema, body, $"{method} {path} {(int)status}");
    }

    /// <summary>The schema of an answer's body, or of each of its lines; null where the document speaks of no such address.</summary>
    public JsonObject? Schema(string method, string path, HttpStatusCode status, string? mediaType)
    {
        var what = $"{method} {path} {(int)status}";
        // The head is that of the answer to GET.
        if (PathItem(path)?[(method == "HEAD" ? "GET" : method).ToLowerInvariant()] is not { } operation)
        {
            // The page for people and the document itself; anything else is a fault.
            if ((int)status >= 400)
                mediaType.ShouldBe(Problem, what);
            return mediaType == Problem ? new JsonObject { ["$ref"] = $"{Components}Problem" } : null;
        }

        var contents = (operation["responses"]![$"{(int)status}"] ?? operation["responses"]!["default"])!["content"]!.AsObject();
        contents.Select(c => c.Key).ShouldContain(mediaType, $"{what}: the document has no such type");
        var schema = contents[mediaType!]!["schema"]!.AsObject();
        return mediaType == Lines ? schema["contentSchema"]!.AsObject() : schema;
    }

    /// <summary>Fails where a JSON text is not what a schema of the document says.</summary>
    public void Check(JsonObject schema, string json, string what)
    {
        using var parsed = JsonDocument.Parse(json);
        var result = Compiled(schema).Evaluate(parsed.RootElement, Options);
        if (result.IsValid)
            return;
        var faults = (result.Details ?? []).Where(d => d.Errors is not null).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Key}: {e.Value}"));
        throw new ContractException($"{what} is not what the document says:\n{string.Join('\n', faults)}\n{json}");
    }

    // The address itself, or the one whose parts in braces stand for any.
    private JsonNode? PathItem(string path) => _document["paths"]![path] ?? _document["paths"]!.AsObject().FirstOrDefault(p => Fits(p.Key, path)).Value;

    private static bool Fits(string template, string path)
    {
        var (parts, given) = (template.Split('/'), path.Split('/'));
        return parts.Length == given.Length && parts.Zip(given).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.Second.Length > 0));
    }

    private JsonSchema Compiled(JsonObject schema) => _schemas.GetOrAdd(
        schema.ToJsonString(),
        text => JsonSchema.FromText(
            $$"""{ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {{_definitions}}, "allOf": [{{text.Replace(Components, Definitions, StringComparison.Ordinal)}}] }"""));
}

/// <summary>An answer that breaks the contract.</summary>
internal sealed class ContractException(string message) : Exception(message);
