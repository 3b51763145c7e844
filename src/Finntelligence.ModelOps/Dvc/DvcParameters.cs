using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>Reads the parameters of a stage from YAML and JSON files.</summary>
public static class DvcParameters
{
    /// <summary>The file that parameters are in when a stage names none.</summary>
    public const string FileName = "params.yaml";

    /// <summary>The text of a parameter, a whole number in decimal digits however it was written; null when the file or the parameter does not exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">A dotted path.</param>
    /// <exception cref="DvcException">The file is damaged.</exception>
    public static string? Find(string path, string key) =>
        File.Exists(path) && Find(DvcText.Read(path).Document, key) is YamlScalar { IsNull: false } scalar
            ? scalar.Resolved is BigInteger number ? number.ToString(CultureInfo.InvariantCulture) : scalar.Value
            : null;

    /// <summary>The values of <paramref name="keys"/> (dotted paths), sorted, without those that do not exist; of the whole file when there are none.</summary>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="DvcException">The file is damaged, of another kind, or a key is a pattern.</exception>
    internal static YamlMap? Read(string path, IReadOnlyList<string> keys)
    {
        if (!File.Exists(path))
            return null;
        var document = Path.GetExtension(path) switch
        {
            ".yaml" or ".yml" => DvcText.Read(path).Document,
            ".json" => FromJson(path),
            var other => throw new DvcException($"{path}: parameters in '{other}' files can be read by DVC only."),
        };
        if (keys.Count == 0)
            return document;
        if (keys.FirstOrDefault(key => key.AsSpan().ContainsAny("*?[")) is { } pattern)
            throw new DvcException($"{path}: the parameter '{pattern}' is a pattern, which only DVC itself can match.");
        return new YamlMap([.. keys.Distinct().Order(StringComparer.Ordinal)
            .Select(key => (key, value: Find(document, key)))
            .Where(found => found.value is not null)
            .Select(found => new YamlMember(found.key, found.value!))]);
    }

    private static YamlNode? Find(YamlNode document, string key)
    {
        YamlNode? found = document;
        foreach (var part in key.Split('.'))
            found = found?[part] ?? ((found as YamlList)?.Items is { } items && int.TryParse(part, out var index) ? items.ElementAtOrDefault(index) : null);
        return found ?? document[key];
    }

    private static YamlMap FromJson(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(Utf8File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Node(json.RootElement) as YamlMap ?? throw new JsonException("An object was expected.");
        }
        catch (JsonException fault)
        {
            throw new DvcException($"{path}: {fault.Message}", fault);
        }
    }

    private static YamlNode Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new YamlMap([.. element.EnumerateObject().Select(member => new YamlMember(member.Name, Node(member.Value)))]),
        JsonValueKind.Array => new YamlList([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.String => YamlScalar.Of(element.GetString()!),
        _ => new YamlScalar(element.GetRawText(), IsPlain: true),
    };
}
