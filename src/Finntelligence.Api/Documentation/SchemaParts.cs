using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Finntelligence.Api.Documentation;

/// <summary>What schemas are put together from.</summary>
internal static class SchemaParts
{
    /// <summary>What a client may call a line.</summary>
    public const JsonSchemaType Id = JsonSchemaType.String | JsonSchemaType.Number;

    /// <summary>A limit as a schema writes it, without zeros at the end.</summary>
    public static string? Text(decimal? value) => value?.ToString("G29", CultureInfo.InvariantCulture);

    /// <summary>What a reference points to, or null.</summary>
    public static OpenApiSchema OrNull(IOpenApiSchema reference) => new()
    {
        OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }],
        Description = reference.Description,
    };

    /// <summary>An enumeration of texts.</summary>
    public static List<JsonNode> Values(params IEnumerable<string> values) => [.. values.Select(v => (JsonNode)JsonValue.Create(v))];

    /// <summary>The values of an enumeration as answers write them.</summary>
    public static List<JsonNode> Values<T>()
        where T : struct, Enum => Values(Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>A member that is written in place.</summary>
    public static OpenApiSchema Member(OpenApiSchema schema, string name) => (OpenApiSchema)schema.Properties![JsonNamingPolicy.CamelCase.ConvertName(name)];
}
