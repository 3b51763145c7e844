using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
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
            GiveType(member, value);
            if (member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull })
            {
                answer.Required?.Remove(name);
                // Absent, it is; null, never.
                if (value is OpenApiSchema { Type: { } type } optional)
                    optional.Type = type & ~JsonSchemaType.Null;
                continue;
            }

            (answer.Required ??= new HashSet<string>()).Add(name);
            // A reference cannot say it of itself.
            if (value is OpenApiSchemaReference && MayBeNull(member))
                properties[name] = SchemaParts.OrNull(value);
        }
    }

    // Where C# has only object or JsonElement.
    private static void GiveType(PropertyInfo member, IOpenApiSchema value)
    {
        if (value is not OpenApiSchema schema)
            return;
        if (member.PropertyType == typeof(JsonElement?))
            schema.Type = SchemaParts.Id;
        else if (member.PropertyType == typeof(object))
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String | JsonSchemaType.Boolean | JsonSchemaType.Null;
    }

    private static bool MayBeNull(PropertyInfo member)
    {
        // Not made for many threads at a time.
        lock (Reading)
            return Nullability.Create(member).ReadState == NullabilityState.Nullable;
    }
}
