using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Finntelligence.Api.Decisions;
using Finntelligence.Api.Predictions;
using Finntelligence.Decisions.Outcomes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Finntelligence.Api.Documentation;

/// <summary>
/// States of every answer what is always there and what may be null: a member that is written even when it is null says so, and only a
/// member that is left out when it is null may be absent.
/// </summary>
internal sealed class AnswerSchemaFilter : ISchemaFilter
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Lock Reading = new();

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } answer
            || context.MemberInfo is not null || context.Type.Assembly != typeof(AnswerSchemaFilter).Assembly)
            return;
        foreach (var member in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (!properties.TryGetValue(name, out var value))
                continue;
            if (member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull })
            {
                answer.Required?.Remove(name);
                continue;
            }

            (answer.Required ??= new HashSet<string>()).Add(name);
            // A reference cannot say it of itself.
            if (value is OpenApiSchemaReference && MayBeNull(member))
                properties[name] = new OpenApiSchema
                {
                    OneOf = [value, new OpenApiSchema { Type = JsonSchemaType.Null }],
                    Description = value.Description,
                };
        }

        if (context.Type == typeof(PredictResponse))
            ((OpenApiSchema)properties["decision"]).Enum =
                [JsonValue.Create(PredictResponse.OfferDecision), JsonValue.Create(PredictResponse.DeclineDecision)];
        if (context.Type == typeof(OutcomeReport))
        {
            ((OpenApiSchema)properties["outcome"]).Enum = [.. OutcomeNames.All.Select(name => JsonValue.Create(name))];
            answer.AdditionalPropertiesAllowed = false;
        }
    }

    private static bool MayBeNull(PropertyInfo member)
    {
        // Not made for many threads at a time.
        lock (Reading)
            return Nullability.Create(member).ReadState == NullabilityState.Nullable;
    }
}
