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
/// data/side-files.md tells every member of experiment.json, pricing.json, report.json and promotion.json. It is made of the records that the files are read
/// into, their doc comments and their defaults, so that it cannot say something else than the program does.
/// </summary>
public sealed class SideFilesReferenceTests
{
    private const string Write = "FINNTELLIGENCE_WRITE_MAP";
    private const string Page = "data/side-files.md";

    [Fact]
    public void The_shipped_reference_is_the_one_that_is_generated()
    {
        var page = new StringBuilder(
            """
            # The files beside product.json, member by member

            Generated from the records that the program reads them into. Each file is optional, and holds nothing that reaches a model. Examples are those of `cash-loan`.


            """);
        Tell(page, "experiment.json", Named("ExperimentDefinition"), null, "data/cash-loan/experiment.json");
        Tell(page, "pricing.json", typeof(PricingDefinition), new PricingDefinition(), "data/cash-loan/pricing.json");
        Tell(page, "report.json", typeof(ReportSettings), new ReportSettings(), "data/cash-loan/report.json");
        Tell(page, "promotion.json", typeof(PromotionLimits), new PromotionLimits(), "data/cash-loan/promotion.json");
        var generated = page.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

        var file = Repository.File(Page);
        if (Environment.GetEnvironmentVariable(Write) == "1")
            File.WriteAllText(file, generated);
        File.ReadAllText(file).ShouldBe(generated, $"{Page} is generated: {Write}=1 dotnet test tests/Finntelligence.Evidence.Tests writes it anew.");
    }

    private static Type Named(string name) =>
        new[] { typeof(ReportSettings).Assembly, typeof(PromotionLimits).Assembly }.SelectMany(a => a.GetTypes()).Single(t => t.Name == name);

    private static void Tell(StringBuilder page, string title, Type type, object? defaults, string example)
    {
        var path = Repository.File(example);
        Tell(page, title, type, defaults, File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null);
    }

    private static void Tell(StringBuilder page, string title, Type type, object? defaults, JsonNode? example)
    {
        var docs = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{Summary(docs, $"T:{type.FullName}")}\n\n");
        page.Append("| member | type | left out | meaning | example |\n|---|---|---|---|---|\n");
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.IsPublic && p.Name != "EqualityContract").ToArray();
        foreach (var member in members)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            var meaning = Summary(docs, $"P:{type.FullName}.{member.Name}") is { Length: > 0 } text ? text : Parameter(docs, type, member.Name);
            meaning.ShouldNotBeEmpty($"{type.Name}.{member.Name} has no doc comment.");
            page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {TypeOf(member)} | {LeftOut(member, defaults)} | {meaning} | {Example(example?[name])} |\n");
        }

        page.Append('\n');
        foreach (var member in members)
        {
            var inner = Element(member.PropertyType) ?? Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (inner.Assembly == type.Assembly)
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
                var first = example?[name] is JsonArray list ? list.FirstOrDefault() : example?[name];
                Tell(page, $"{title.Replace(".json", "", StringComparison.Ordinal)}.{name}", inner, null, first);
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
