using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Identification;

namespace Finntelligence.Evidence.Tests;

/// <summary>
/// data/side-files.md and a JSON Schema for each tell every member of experiment.json, pricing.json, report.json and promotion.json. They are made of the
/// records that the files are read into, their doc comments and their defaults, so that they cannot say something else than the program does.
/// </summary>
public sealed class SideFilesReferenceTests
{
    private const string Write = "FINNTELLIGENCE_WRITE_MAP";
    private const string Page = "data/side-files.md";

    // Of what the shipped files leave out, so that no member is without an example.
    private static readonly JsonObject MadeUp = JsonNode.Parse("""
        {
          "experiment.json": { "$schema": "../experiment.schema.json", "note": "The mailing of 2003.", "probit": { "outcome": "applied" } },
          "pricing.json": {
            "note": "Two changes of the list.", "instruments": ["case_officer"], "changes": [{ "column": "applied", "at": "2025-04-01", "window": 60 }]
          },
          "report.json": {
            "$schema": "../report.schema.json", "note": "For the committee.", "period": "quarter", "periodName": "quarter",
            "groups": [
              { "column": "age", "title": "Age", "values": { "F": "women" }, "bounds": [30, 50], "names": ["under 30", "30 to 49", "50 and over"], "missing": ["0"], "unit": "years" }
            ]
          },
          "promotion.json": {
            "$schema": "../promotion.schema.json", "note": "Stricter than the standard.", "leastAuc": 0.7, "greatestCalibrationError": 0.03, "aucLoss": 0.002,
            "logLossRise": 0.001, "brierRise": 0.0005, "calibrationErrorRise": 0.003, "meanGap": 0.02, "monotoneRows": 500, "leastCardGain": -0.5, "leastImpactRatio": 0.8
          }
        }
        """)!.AsObject();

    [Fact]
    public void The_examples_that_are_made_up_are_values_of_their_members()
    {
        foreach (string name in (string[])["report", "promotion"])
            Within(MadeUp[$"{name}.json"]!, SchemaOf(TypeOf(name), DefaultsOf(name)), name);
        JsonSerializer.Deserialize<PricingDefinition>(MadeUp["pricing.json"]!.ToJsonString(), new JsonSerializerOptions(JsonSerializerDefaults.Web)).ShouldNotBeNull();
    }

    [Fact]
    public void Every_member_has_an_example()
    {
        string[] lacking = [.. File.ReadAllLines(Repository.File(Page)).Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.EndsWith("|  |", StringComparison.Ordinal))];
        // Of an object, its members have theirs.
        lacking.Where(line => !line.Contains("| object |", StringComparison.Ordinal) && !line.Contains("list: object", StringComparison.Ordinal)
            && !line.Contains("object: text by value", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_shipped_reference_is_the_one_that_is_generated()
    {
        var page = new StringBuilder(
            """
            # The files beside product.json, member by member

            Generated from the records that the program reads them into. Each file is optional, and holds nothing that reaches a model. Examples are those of `cash-loan`, and made up where it has none.


            """);
        Tell(page, "experiment.json", Named("ExperimentDefinition"), null, "data/cash-loan/experiment.json");
        Tell(page, "pricing.json", typeof(PricingDefinition), new PricingDefinition(), "data/cash-loan/pricing.json");
        Tell(page, "report.json", typeof(ReportSettings), new ReportSettings(), "data/cash-loan/report.json");
        Tell(page, "promotion.json", typeof(PromotionLimits), new PromotionLimits(), "data/cash-loan/promotion.json");
        var generated = page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

        Same(Page, generated);
    }

    public static TheoryData<string> Files { get; } = new("experiment", "report", "promotion");

    [Theory]
    [MemberData(nameof(Files))]
    public void The_shipped_schemas_are_those_that_are_generated(string name)
    {
        var schema = SchemaOf(TypeOf(name), DefaultsOf(name));
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"{name}.json of Finntelligence",
        };
        foreach (var (key, value) in schema.ToArray())
        {
            schema.Remove(key);
            whole[key] = value;
        }

        Same($"data/{name}.schema.json", whole.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_member_of_a_shipped_file_stands_in_its_schema(string name)
    {
        foreach (var product in Directory.GetDirectories(Path.GetDirectoryName(Repository.File(Page))!))
        {
            var file = Path.Combine(product, $"{name}.json");
            if (File.Exists(file))
                Within(JsonNode.Parse(File.ReadAllText(file))!, SchemaOf(TypeOf(name), DefaultsOf(name)), name);
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Type TypeOf(string file) => file switch
    {
        "experiment" => Named("ExperimentDefinition"),
        "report" => typeof(ReportSettings),
        _ => typeof(PromotionLimits),
    };

    private static object? DefaultsOf(string file) => file switch
    {
        "experiment" => null,
        "report" => new ReportSettings(),
        _ => new PromotionLimits(),
    };

    private static void Same(string path, string generated)
    {
        var file = Path.Combine(Path.GetDirectoryName(Repository.File("dvc.yaml"))!, path);
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(file, generated);
        File.ReadAllText(file).ShouldBe(generated, $"{path} is generated: {Write}=1 dotnet test tests/Finntelligence.Evidence.Tests writes it anew.");
    }

    private static void Within(JsonNode json, JsonObject schema, string path)
    {
        if (json is JsonArray list)
        {
            schema["type"]!.GetValue<string>().ShouldBe("array", path);
            for (var i = 0; i < list.Count; i++)
                Within(list[i]!, schema["items"]!.AsObject(), $"{path}[{i}]");
        }
        else if (json is JsonObject members && schema["properties"] is JsonObject known)
        {
            foreach (var required in schema["required"]?.AsArray().Select(r => r!.GetValue<string>()) ?? [])
                members.ShouldContainKey(required, path);
            foreach (var (name, value) in members)
            {
                known.ShouldContainKey(name, path);
                Within(value!, known[name]!.AsObject(), $"{path}.{name}");
            }
        }
    }

    private static JsonObject SchemaOf(Type type, object? defaults)
    {
        var docs = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var member in Members(type))
        {
            var of = MemberSchema(member, type);
            of["description"] = Meaning(docs, type, member);
            if (LeftOut(member, defaults) is { Length: > 0 } left && left.StartsWith('`'))
                of["default"] = JsonNode.Parse(left.Trim('`'));
            properties[NameOf(member)] = of;
            if (LeftOut(member, defaults) == "must be there")
                required.Add(NameOf(member));
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static JsonObject MemberSchema(PropertyInfo member, Type owner)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        if (Element(type) is { } element)
            return new JsonObject { ["type"] = "array", ["items"] = Plain(element, owner) };
        var schema = Plain(type, owner);
        var isNullable = Nullable.GetUnderlyingType(member.PropertyType) is not null
            || new NullabilityInfoContext().Create(member).WriteState == NullabilityState.Nullable;
        if (isNullable && schema["type"] is JsonValue only)
            schema["type"] = new JsonArray(only.GetValue<string>(), "null");
        return schema;
    }

    private static JsonObject Plain(Type type, Type owner) => type switch
    {
        _ when type == typeof(string) => new JsonObject { ["type"] = "string" },
        _ when type == typeof(int) => new JsonObject { ["type"] = "integer" },
        _ when type == typeof(double) => new JsonObject { ["type"] = "number" },
        _ when type.Assembly == owner.Assembly => SchemaOf(type, null),
        _ => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
    };

    private static PropertyInfo[] Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.IsPublic && p.Name != "EqualityContract")];

    private static string NameOf(PropertyInfo member) =>
        member.GetCustomAttribute<System.Text.Json.Serialization.JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);

    private static string Meaning(XDocument docs, Type type, PropertyInfo member)
    {
        var meaning = Summary(docs, $"P:{type.FullName}.{member.Name}") is { Length: > 0 } text ? text : Parameter(docs, type, member.Name);
        meaning.ShouldNotBeEmpty($"{type.Name}.{member.Name} has no doc comment.");
        return meaning;
    }

    private static Type Named(string name) =>
        new[] { typeof(ReportSettings).Assembly, typeof(PromotionLimits).Assembly }.SelectMany(a => a.GetTypes()).Single(t => t.Name == name);

    private static void Tell(StringBuilder page, string title, Type type, object? defaults, string example)
    {
        var path = Repository.File(example);
        Tell(page, title, type, defaults, File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null, MadeUp[title]);
    }

    private static void Tell(StringBuilder page, string title, Type type, object? defaults, JsonNode? example, JsonNode? madeUp)
    {
        var docs = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{Summary(docs, $"T:{type.FullName}")}\n\n");
        page.Append("| member | type | left out | meaning | example |\n|---|---|---|---|---|\n");
        var members = Members(type);
        foreach (var member in members)
        {
            var (name, meaning) = (NameOf(member), Meaning(docs, type, member));
            page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {TypeOf(member)} | {LeftOut(member, defaults)} | {meaning} | {(Example(example?[name]) is { Length: > 0 } shown ? shown : Example(madeUp?[name]))} |\n");
        }

        page.Append('\n');
        foreach (var member in members)
        {
            var inner = Element(member.PropertyType) ?? Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (inner.Assembly == type.Assembly)
            {
                var name = NameOf(member);
                var first = example?[name] is JsonArray list ? list.FirstOrDefault() : example?[name];
                Tell(page, $"{title.Replace(".json", "", StringComparison.Ordinal)}.{name}", inner, null, first, madeUp?[name] is JsonArray others ? others.FirstOrDefault() : madeUp?[name]);
            }
        }
    }

    private static string LeftOut(PropertyInfo member, object? defaults)
    {
        var isNullable = new NullabilityInfoContext().Create(member).WriteState == NullabilityState.Nullable;
        if (member.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null || IsOfConstructor(member))
            return isNullable ? "must be there, or null" : "must be there";
        return defaults is null ? isNullable || member.PropertyType.IsValueType ? "" : "none"
            : member.GetValue(defaults) switch
            {
                null => "none",
                string text => text.Length == 0 ? "none" : $"`\"{text}\"`",
                IEnumerable => "none",
                IFormattable value => $"`{value.ToString(null, CultureInfo.InvariantCulture)}`",
                var value => $"{value}",
            };
    }

    private static bool IsOfConstructor(PropertyInfo member) => member.DeclaringType!.GetConstructors()
        .Any(c => c.GetParameters().Any(p => p.Name == member.Name && p.ParameterType == member.PropertyType));

    private static string TypeOf(PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return Element(type) is { } element ? $"list: {Word(element)}" : Word(type);
    }

    private static string Word(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(int) => "whole number",
        _ when type == typeof(double) => "number",
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>) => "object: text by value",
        _ => "object",
    };

    private static Type? Element(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    private static string Example(JsonNode? value)
    {
        const int Longest = 60;
        if (value is null or JsonObject)
            return "";
        var text = value.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return text.Length <= Longest && !text.Contains('{', StringComparison.Ordinal) ? $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`" : "";
    }

    private static string Summary(XDocument docs, string member) => Words(docs.Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == member)?.Element("summary"));

    private static string Parameter(XDocument docs, Type type, string name) => Words(
        docs.Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == $"T:{type.FullName}")?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name));

    private static string Words(XElement? element) => element is null ? "" : string.Join(
        ' ', string.Concat(element.Nodes().Select(n => n is XElement e ? e.Name == "c" ? $"`{e.Value}`" : $"`{((string?)e.Attribute("cref") ?? e.Value).Split('.')[^1]}`" : n.ToString()))
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
