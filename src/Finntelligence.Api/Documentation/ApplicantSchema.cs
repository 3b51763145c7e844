using System.Text.Json.Nodes;
using Finntelligence.Lending.Products;
using Microsoft.OpenApi;

namespace Finntelligence.Api.Documentation;

/// <summary>The schema of an applicant, made from the product alone.</summary>
internal static class ApplicantSchema
{
    public static void Apply(ProductDefinition product, OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Items = null;
        schema.Description = $"Who asks for the product \"{product.Title}\".";
        schema.Properties = product.Applicant.ToDictionary(f => f.Name, f => (IOpenApiSchema)Of(f));
        schema.Required = product.Applicant.Where(f => f.Required).Select(f => f.Name).ToHashSet();
        schema.AdditionalPropertiesAllowed = false;
    }

    private static OpenApiSchema Of(ApplicantFeature feature) => new()
    {
        Type = TypeOf(feature.Kind) | (feature.Required ? 0 : JsonSchemaType.Null),
        Description = feature.Unit is null ? feature.Description : $"{feature.Description} Unit: {feature.Unit}.",
        Minimum = SchemaParts.Text(feature.Minimum),
        Maximum = SchemaParts.Text(feature.Maximum),
        Enum = feature.Values.IsEmpty ? null : EnumOf(feature),
        Examples = [JsonNode.Parse(feature.Example.GetRawText())!],
    };

    private static JsonSchemaType TypeOf(ApplicantFeatureKind kind) => kind switch
    {
        ApplicantFeatureKind.Number => JsonSchemaType.Number,
        ApplicantFeatureKind.Integer => JsonSchemaType.Integer,
        ApplicantFeatureKind.Boolean => JsonSchemaType.Boolean,
        ApplicantFeatureKind.Category => JsonSchemaType.String,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of feature."),
    };

    // Where null is allowed, an enumeration must list it too.
    private static List<JsonNode> EnumOf(ApplicantFeature feature)
    {
        var values = feature.Values.Select(v => (JsonNode)JsonValue.Create(v)).ToList();
        if (!feature.Required)
            values.Add(JsonNullSentinel.JsonNull);
        return values;
    }
}
