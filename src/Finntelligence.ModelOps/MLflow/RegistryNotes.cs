using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>What our registry knows and MLflow's has no member for, as JSON in tags: how a version came about, and who moved an alias when and why.</summary>
public static class RegistryNotes
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = MlflowHttp.Json.Encoder,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>A version's note, as UTF-8 JSON.</summary>
    public static byte[] Write(VersionInfo info) => JsonSerializer.SerializeToUtf8Bytes(info, Json);

    internal static VersionInfo? ReadVersion(string json) => Read<VersionInfo>(json);

    internal static string Write(AliasChange change) => JsonSerializer.Serialize(change, Json);

    internal static AliasChange? ReadChange(string json) => Read<AliasChange>(json);

    // A tag that somebody else wrote or changed says nothing; it must not make the registry unreadable.
    private static T? Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
