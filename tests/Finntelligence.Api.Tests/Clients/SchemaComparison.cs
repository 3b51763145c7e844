using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Finntelligence.Client;

namespace Finntelligence.Api.Tests.Clients;

/// <summary>The records of the client against the schemas of a document: each member there, of the same kind, and null or absent where it may be.</summary>
/// <param name="document">As it is served.</param>
internal sealed class SchemaComparison(JsonObject document)
{
    private const string Components = "#/components/schemas/";

    private readonly NullabilityInfoContext _nullability = new();
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _faults = [];

    /// <summary>Every schema that has been compared.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>What differs in everything that the operations of some paths take and give.</summary>
    public IReadOnlyList<string> Faults(IEnumerable<string> paths)
    {
        foreach (var operation in paths.SelectMany(path => document["paths"]![path]!.AsObject()).Select(o => o.Value!))
            foreach (var content in operation["responses"]!.AsObject().Select(r => r.Value!["content"]).Append(operation["requestBody"]!["content"]))
                foreach (var (_, media) in content!.AsObject())
                    Record(Name(media!["schema"]!["contentSchema"] ?? media["schema"]!)!);
        return _faults;
    }

    private void Record(string name)
    {
        // What an applicant is depends on the product; here it is a dictionary.
        if (name == nameof(Applicant) || !_seen.Add(name))
            return;
        var schema = document["components"]!["schemas"]![name]!;
        // A line may also be an applicant alone, which need not be asked so.
        schema = schema["anyOf"]?[0] ?? schema;
        if (TypeOf(name) is not { } type)
        {
            _faults.Add($"{name} is no record of the client");
            return;
        }

        var members = schema["properties"]!.AsObject();
        var properties = type.GetProperties().ToDictionary(JsonName);
        _faults.AddRange(members.Select(m => m.Key).Except(properties.Keys).Select(m => $"{name}.{m} is not in the client"));
        _faults.AddRange(properties.Keys.Except(members.Select(m => m.Key)).Select(m => $"{name}.{m} is in the client alone"));
        var required = schema["required"]?.AsArray().Select(r => r!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (member, value) in members.Where(m => properties.ContainsKey(m.Key)))
        {
            if (IsRequired(properties[member]) != required.Contains(member))
                _faults.Add($"{name}.{member} is required in one of both only");
            Value($"{name}.{member}", value!, _nullability.Create(properties[member]), !required.Contains(member));
        }
    }

    private void Value(string where, JsonNode schema, NullabilityInfo info, bool mayBeAbsent)
    {
        var alternatives = schema["oneOf"]?.AsArray().Select(s => s!).ToArray() ?? [schema];
        var kinds = alternatives.SelectMany(Kinds).ToHashSet();
        if ((kinds.Remove("null") || mayBeAbsent) != (info.ReadState == NullabilityState.Nullable))
            _faults.Add($"{where} may be null or absent in one of both only");
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (alternatives.Select(Name).FirstOrDefault(n => n is not null) is { } name)
        {
            Expect(type == TypeOf(name), where, name, type);
            Record(name);
            return;
        }

        string kind = string.Join('|', kinds.Order());
        switch (kind)
        {
            case "array":
                var element = info.ElementType ?? info.GenericTypeArguments.SingleOrDefault();
                Expect(element is not null, where, kind, type);
                if (element is not null)
                    Value($"{where}[]", schema["items"]!, element, mayBeAbsent: false);
                break;
            case "object":
                Expect(type == typeof(IReadOnlyDictionary<string, string[]>), where, kind, type);
                Value($"{where}{{}}", schema["additionalProperties"]!, info.GenericTypeArguments[1], mayBeAbsent: false);
                break;
            case "string" when type.IsEnum:
                Expect(Words(schema["enum"]!).SetEquals(Words(type)), where, $"one of {string.Join(", ", Words(schema["enum"]!))}", type);
                break;
            default:
                Expect(Types(kind, (string?)schema["format"]).Contains(type), where, kind, type);
                break;
        }
    }

    private void Expect(bool holds, string where, string what, Type type)
    {
        if (!holds)
            _faults.Add($"{where} is {what} in the document, {type.Name} in the client");
    }

    private static Type[] Types(string kind, string? format) => (kind, format) switch
    {
        ("boolean", _) => [typeof(bool)],
        ("integer", "int64") => [typeof(long)],
        ("integer", _) => [typeof(int)],
        ("number", _) => [typeof(double), typeof(decimal)],
        ("string", "uuid") => [typeof(Guid)],
        ("string", _) => [typeof(string)],
        _ => [typeof(JsonNode)],
    };

    private static IEnumerable<string> Kinds(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(k => k!.GetValue<string>()),
        { } one => [one.GetValue<string>()],
        null => [],
    };

    private static HashSet<string> Words(JsonNode values) => [.. values.AsArray().Where(v => v is not null).Select(v => v!.GetValue<string>())];

    private static HashSet<string> Words(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name)];

    private static string? Name(JsonNode schema) => ((string?)schema["$ref"])?[Components.Length..];

    private static Type? TypeOf(string name) => typeof(OfferClient).Assembly.GetType($"{typeof(OfferClient).Namespace}.{name}");

    private static string JsonName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    // By its modifier, or as a parameter of the record.
    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || property.DeclaringType!.GetConstructors().Any(c => c.GetParameters().Any(p => p.Name == property.Name && !p.HasDefaultValue));
}
