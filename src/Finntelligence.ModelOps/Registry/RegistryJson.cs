using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.ModelOps.Registry;

/// <summary>
/// <c>registry.json</c>: indented, members in a fixed order, dictionaries sorted, so that a change reads well in a diff.
/// </summary>
internal static class RegistryJson
{
    private const int Format = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new SortedDictionaryConverter<string>(),
            new SortedDictionaryConverter<int>(),
            new SortedDictionaryConverter<double>(),
            new SortedDictionaryConverter<RegisteredKind>(),
        },
    };

    public static void Write(Stream stream, RegistryState state)
    {
        JsonSerializer.Serialize(stream, new Document(Format, state.Models, state.History), Options);
        stream.WriteByte((byte)'\n');
    }

    /// <exception cref="RegistryException">The file is damaged, contradicts itself, or is of a later format.</exception>
    public static RegistryState Read(byte[] json, string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Options) ?? throw new JsonException("the file holds null");
            if (document.Format != Format)
                throw new JsonException($"its format is {document.Format}; this program knows {Format}");
            var state = new RegistryState(document.Models, document.History);
            Check(state);
            return state;
        }
        catch (JsonException fault)
        {
            throw new RegistryException(
                $"{path} is damaged: {fault.Message} Restore the file from version control (git checkout -- \"{path}\") or a backup; "
                + "the models beside it are untouched.", fault);
        }
    }

    private static void Check(RegistryState state)
    {
        foreach (var (kind, model) in state.Models)
        {
            if (model.Versions.GroupBy(entry => entry.Version).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new JsonException($"{kind} has version {twice.Key} twice.");
            if (model.Versions.FirstOrDefault(entry => entry.Version < 1) is { } wrong)
                throw new JsonException($"{kind} has a version {wrong.Version}; versions count from 1.");
            foreach (var (alias, version) in model.Aliases)
            {
                if (model.Find(version) is null)
                    throw new JsonException($"{kind}'s alias {alias} points at version {version}, which does not exist.");
            }
        }
    }

    private sealed record Document(int Format, IReadOnlyDictionary<string, RegisteredKind> Models, IReadOnlyList<AliasChange> History);

    private sealed class SortedDictionaryConverter<T> : JsonConverter<IReadOnlyDictionary<string, T>>
    {
        public override IReadOnlyDictionary<string, T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader, options)!;

        public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (key, item) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(key);
                JsonSerializer.Serialize(writer, item, options);
            }
            writer.WriteEndObject();
        }
    }
}
