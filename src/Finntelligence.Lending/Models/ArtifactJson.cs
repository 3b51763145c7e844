using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Lending.Models;

/// <summary>The JSON of an artifact's members: the same text for the same values on every machine, and nothing unknown on reading.</summary>
internal static class ArtifactJson
{
    /// <summary>Compact, for members that programs read.</summary>
    public static JsonSerializerOptions Compact { get; } = Options(indented: false);

    /// <summary>Indented, for members that people read.</summary>
    public static JsonSerializerOptions Indented { get; } = Options(indented: true);

    /// <summary>UTF-8 text of a value.</summary>
    public static byte[] Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.SerializeToUtf8Bytes(value, options);

    /// <summary>The value in a member.</summary>
    /// <exception cref="InvalidModelException">Not the JSON it should be; names the member and the place.</exception>
    public static T Read<T>(string member, ReadOnlyMemory<byte> utf8) =>
        Guard(member, () => JsonSerializer.Deserialize<T>(utf8.Span, Compact) ?? throw new JsonException("It is null."));

    /// <summary>Turns the faults of reading JSON into one that names the member.</summary>
    public static T Guard<T>(string member, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new InvalidModelException($"{member}: {e.Message}", e);
        }
    }

    private static JsonSerializerOptions Options(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = indented,
        NewLine = "\n",
    };
}
