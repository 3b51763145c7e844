using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading.Reference;

/// <summary>Writes data/product.schema.json: JSON Schema (draft 2020-12) of product.json, for completion and hover texts in editors.</summary>
public static class ProductSchema
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as a file holds it.</summary>
    public static string Text() => Json().ToJsonString(Options).ReplaceLineEndings("\n") + "\n";

    internal static JsonObject Json()
    {
        var schema = Of(ProductReference.Product);
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Finntelligence product.json",
            ["description"] = "A lender's product. What no schema can tell, as whether a name refers to something, 'product check' tells.",
        };
        foreach (var (name, value) in schema.ToArray())
        {
            schema.Remove(name);
            root[name] = value;
        }

        return root;
    }

    private static JsonObject Of(Shape shape) => shape switch
    {
        ObjectShape o => Of(o),
        MapShape m => Of(m),
        ListShape l => Of(l),
        TextShape t => new JsonObject { ["type"] = "string", ["pattern"] = t.Pattern ?? "^\\S([\\s\\S]*\\S)?$" },
        ChoiceShape c => new JsonObject { ["enum"] = Texts(c.Words) },
        NumberShape n => Of(n),
        FlagShape => new JsonObject { ["type"] = "boolean" },
        ChoiceTrue => new JsonObject { ["const"] = true },
        EitherShape e => new JsonObject { ["anyOf"] = new JsonArray([.. e.Shapes.Select(Of)]) },
        _ => new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } },
    };

    private static JsonObject Of(ObjectShape shape)
    {
        var properties = new JsonObject { [ObjectReader.Note] = new JsonObject { ["description"] = "For people; nothing reads it." } };
        foreach (var member in shape.Members)
            properties[member.Name] = Of(member);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (shape.Members.Where(m => m.Required).Select(m => m.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = Texts(required);
        var rules = new JsonArray(
        [
            .. shape.ExactlyOne.Select(group => new JsonObject { ["oneOf"] = new JsonArray([.. group.Select(Has)]) }),
            .. shape.Excludes.Select(e => new JsonObject { ["not"] = All([Has(e.Member), Any(e.NotBeside)]) }),
            .. shape.Dependences.Select(Of),
        ]);
        if (rules.Count > 0)
            schema["allOf"] = rules;
        return schema;
    }

    private static JsonObject Of(Dependence rule)
    {
        var then = new JsonArray([.. rule.Required.Select(Has), .. rule.Absent.Select(name => new JsonObject { ["not"] = Has(name) })]);
        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [rule.Member] = new JsonObject { ["enum"] = Texts(rule.Values) } },
                ["required"] = Texts([rule.Member]),
            },
            ["then"] = new JsonObject { ["allOf"] = then },
        };
    }

    // There and not null, which is as good as absent.
    private static JsonObject Has(string name) => new()
    {
        ["required"] = Texts([name]),
        ["properties"] = new JsonObject { [name] = new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } } },
    };

    private static JsonObject All(IEnumerable<JsonObject> schemas) => new() { ["allOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Any(IEnumerable<string> names) => new() { ["anyOf"] = new JsonArray([.. names.Select(Has)]) };

    private static JsonObject Of(Member member)
    {
        var schema = Of(member.Shape);
        if (!member.Required)
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["description"] = member.Description + (member.Default is null ? "" : $" Left out: {member.Default}.");
        if (member.Example is not null)
            schema["examples"] = new JsonArray(JsonNode.Parse(member.Example));
        return schema;
    }

    private static JsonObject Of(MapShape shape)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [ObjectReader.Note] = new JsonObject { ["description"] = "For people; nothing reads it." } },
        };
        if (shape.Pattern is null)
            schema["additionalProperties"] = Of(shape.Values);
        else
        {
            schema["patternProperties"] = new JsonObject { [shape.Pattern] = Of(shape.Values) };
            schema["additionalProperties"] = false;
        }

        if (shape.Least > 0)
            schema["minProperties"] = shape.Least;
        return schema;
    }

    private static JsonObject Of(ListShape shape)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(shape.Items) };
        if (shape.Least > 0)
            schema["minItems"] = shape.Least;
        if (shape.Most is { } most)
            schema["maxItems"] = most;
        if (shape.Unique)
            schema["uniqueItems"] = true;
        return schema;
    }

    private static JsonObject Of(NumberShape shape)
    {
        var schema = new JsonObject { ["type"] = shape.Integer ? "integer" : "number" };
        if (shape.Least is { } least)
            schema["minimum"] = least;
        if (shape.Above is { } above)
            schema["exclusiveMinimum"] = above;
        if (shape.Most is { } most)
            schema["maximum"] = most;
        return schema;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
