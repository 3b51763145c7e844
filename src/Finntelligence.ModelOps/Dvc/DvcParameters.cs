using System.Text.Json;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>Reads the parameters of a stage from YAML and JSON files.</summary>
public static class DvcParameters
{
    /// <summary>The file that parameters are in when a stage names none.</summary>
    public const string FileName = "params.yaml";

    /// <summary>The text of a parameter; null when the file or the parameter does not exist.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">A dotted path.</param>
    /// <exception cref="DvcException">The file is damaged.</exception>
    public static string? Find(string path, string key)
    {
        if (!File.Exists(path))
            return null;
        YamlNode? found = DvcYaml.Read(path);
        foreach (var part in key.Split('.'))
            found = found?[part];
        return found?.Text;
    }

    /// <summary>The values of <paramref name="keys"/> (dotted paths), sorted; of the whole file when there are none.</summary>
    /// <exception cref="DvcException">The file or a key does not exist, or the file is of another kind.</exception>
    internal static YamlMap Read(string path, IReadOnlyList<string> keys)
    {
        if (!File.Exists(path))
            throw new DvcException($"The parameter file {path} does not exist.");
        var document = Path.GetExtension(path) switch
        {
            ".yaml" or ".yml" => DvcYaml.Read(path),
            ".json" => FromJson(path),
            var other => throw new DvcException($"{path}: parameters in '{other}' files can be read by DVC only."),
        };
        return keys.Count == 0
            ? document
            : new YamlMap([.. keys.Distinct().Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Find(document, key, path)))]);
    }

    private static YamlNode Find(YamlNode document, string key, string path)
    {
        var found = document[key];
        if (found is null)
        {
            found = document;
            foreach (var part in key.Split('.'))
                found = found?[part] ?? ((found as YamlList)?.Items is { } items && int.TryParse(part, out var index) ? items.ElementAtOrDefault(index) : null);
        }
        return found ?? throw new DvcException($"{path} has no parameter '{key}'.");
    }

    private static YamlMap FromJson(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Node(json.RootElement) as YamlMap ?? throw new JsonException("An object was expected.");
        }
        catch (JsonException fault)
        {
            throw new DvcException($"{path}: {fault.Message}", fault);
        }
    }

    private static YamlNode Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new YamlMap([.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Node(member.Value)))]),
        JsonValueKind.Array => new YamlList([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.String => YamlScalar.Of(element.GetString()!),
        _ => new YamlScalar(element.GetRawText(), IsPlain: true),
    };
}
