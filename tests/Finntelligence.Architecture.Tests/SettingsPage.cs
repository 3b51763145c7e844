using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Finntelligence.Architecture.Tests;

/// <summary>
/// src/SETTINGS.md: every setting by name, type, default and meaning. Names, types and defaults come from the compiled options, meanings from
/// their doc comments, so that the page cannot say anything else than the code.
/// </summary>
internal static partial class SettingsPage
{
    public const string File = "src/SETTINGS.md";

    private static readonly (string Name, string Read, string Meaning)[] Environment =
    [
        ("FINNTELLIGENCE_ROOT", "service, console", "The folder that holds `data/` and `models/`, where it is not at or above the current folder."),
        ("MLFLOW_TRACKING_URI", "service, console", "The MLflow server, as `http://host:5000`. The console sends runs and models there; the service reads models of the form `models:/…` from there."),
        ("MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD", "service, console", "The account there."),
        ("MLFLOW_TRACKING_TOKEN", "service, console", "A bearer token, where there is no user name."),
    ];

    /// <summary>The whole page.</summary>
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Settings

            Generated from the code (`FINNTELLIGENCE_WRITE_MAP=1 dotnet test tests/Finntelligence.Architecture.Tests` writes it, a test holds it true).

            ## The service

            In `src/Finntelligence.Api/appsettings.json`, as environment variables with two underscores for each colon
            (`Finntelligence__Models__Alias=staging`), or on the command line (`--Finntelligence:Models:Alias=staging`). A setting of this section
            that does not exist is refused at the start. `Serilog` and `Kestrel` are the sections of those libraries; `ASPNETCORE_URLS` or
            `--urls` names the address. `--request <file>` posts that request once the service listens, and shows the answer.


            """);
        Table(page, "setting", Sections().SelectMany(section => Settings(section.Type, section.Name)));
        page.Append(
            """

            ## Promotion

            In `data/<product>/promotion.json`; every member may be left out, and so may the file.


            """);
        Table(page, "member", Settings(typeof(Finntelligence.Modelling.Gates.PromotionLimits), ""));
        page.Append(
            """

            ## Environment variables

            | variable | read by | meaning |
            |---|---|---|

            """);
        foreach (var (name, read, meaning) in Environment)
            page.Append(CultureInfo.InvariantCulture, $"| `{name.Replace(", ", "`, `", StringComparison.Ordinal)}` | {read} | {meaning} |\n");
        page.Append(
            """

            What a product may set (features, offers, costs, policy, monitoring) stands in its `product.json`: [data/README.md](../data/README.md).

            """);
        return page.ToString().ReplaceLineEndings("\n");
    }

    // Options with a section of their own; those without one are members of others.
    private static IEnumerable<(Type Type, string Name)> Sections() => typeof(Program).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(type => (Type: type, Name: type.GetField("Section")?.GetRawConstantValue() as string ?? ""))
        .Where(section => section.Name.Length > 0)
        .OrderBy(section => section.Name, StringComparer.Ordinal);

    private static IEnumerable<Setting> Settings(Type type, string prefix)
    {
        object defaults = Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var member in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            object? value = member.GetValue(defaults);
            string name = prefix.Length > 0 ? $"{prefix}:{member.Name}"
                : member.GetCustomAttribute<System.Text.Json.Serialization.JsonPropertyNameAttribute>()?.Name ?? char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (member.PropertyType.IsClass && member.PropertyType.Assembly == type.Assembly && value is not IEnumerable)
            {
                foreach (Setting inner in Settings(member.PropertyType, name))
                    yield return inner;
                continue;
            }

            var (meaning, stated) = Meaning(member);
            yield return new Setting(name, TypeName(member.PropertyType), value is null ? stated ?? "none" : Value(value), meaning);
        }
    }

    private static void Table(StringBuilder page, string heading, IEnumerable<Setting> settings)
    {
        page.Append(CultureInfo.InvariantCulture, $"| {heading} | type | default | meaning |\n|---|---|---|---|\n");
        foreach (Setting setting in settings)
            page.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {setting.Type} | {setting.Default} | {setting.Meaning} |\n");
    }

    private static string Value(object value) => value switch
    {
        bool b => b ? "`true`" : "`false`",
        IEnumerable and not string => "none",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static string TypeName(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "text"
            : type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "time, as `00:00:05`"
            : type == typeof(int) || type == typeof(long) ? "whole number"
            : type == typeof(double) || type == typeof(decimal) ? "number"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(n => $"`{n}`"))
            : type.GetInterface(nameof(IEnumerable)) is not null ? "list"
            : type.Name;
    }

    // The doc comment's summary, and what it says of the default.
    private static (string Meaning, string? Default) Meaning(PropertyInfo member)
    {
        string xml = Path.ChangeExtension(member.DeclaringType!.Assembly.Location, ".xml");
        string id = $"P:{member.DeclaringType.FullName!.Replace('+', '.')}.{member.Name}";
        XElement summary = XDocument.Load(xml).Descendants("member").FirstOrDefault(m => (string?)m.Attribute("name") == id)?.Element("summary")
            ?? throw new InvalidOperationException($"{member.DeclaringType.Name}.{member.Name} is a setting without a doc comment.");
        string text = Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
        Match stated = DefaultSentence().Match(text);
        return stated.Success
            ? (text[..stated.Index].TrimEnd(), stated.Groups[1].Value)
            : (text, null);
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value.Replace("<", "\\<", StringComparison.Ordinal),
        XElement { Name.LocalName: "see" } see => $"`{((string?)see.Attribute("cref") ?? "").Split('.')[^1]}`",
        XElement element => $"`{element.Value}`",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@" ?\bDefault: (.+?)\.?$")]
    private static partial Regex DefaultSentence();

    private sealed record Setting(string Name, string Type, string Default, string Meaning);
}
