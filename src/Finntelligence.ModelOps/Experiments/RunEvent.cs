using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.ModelOps.Experiments;

/// <summary>One line of a run's <c>events.jsonl</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "start")]
[JsonDerivedType(typeof(Parameter), "parameter")]
[JsonDerivedType(typeof(Metric), "metric")]
[JsonDerivedType(typeof(Input), "input")]
[JsonDerivedType(typeof(Tag), "tag")]
[JsonDerivedType(typeof(Artifact), "artifact")]
[JsonDerivedType(typeof(Ended), "end")]
[JsonDerivedType(typeof(Deleted), "deleted")]
internal abstract record RunEvent(DateTimeOffset When)
{
    public sealed record Started(DateTimeOffset When, string Experiment, string Name) : RunEvent(When);

    public sealed record Parameter(DateTimeOffset When, string Key, string Value) : RunEvent(When);

    public sealed record Metric(DateTimeOffset When, string Key, double Value, long Step) : RunEvent(When);

    public sealed record Input(DateTimeOffset When, DataInput Data) : RunEvent(When);

    public sealed record Tag(DateTimeOffset When, string Key, string Value) : RunEvent(When);

    public sealed record Artifact(DateTimeOffset When, string Path, long Size, string Sha256) : RunEvent(When);

    public sealed record Ended(DateTimeOffset When, RunStatus Status) : RunEvent(When);

    /// <param name="When">When it was hidden or restored.</param>
    /// <param name="IsDeleted">False when it was restored.</param>
    public sealed record Deleted(DateTimeOffset When, bool IsDeleted) : RunEvent(When);
}

/// <summary>Writes and reads the lines.</summary>
internal static class RunEventJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static byte[] Line(RunEvent happened) => [.. JsonSerializer.SerializeToUtf8Bytes(happened, Options), (byte)'\n'];

    /// <summary>Reads all lines. A last line that a killed process wrote only in part is left out.</summary>
    /// <exception cref="DataFaultException">Another line cannot be read.</exception>
    public static IReadOnlyList<RunEvent> Read(byte[] file, string path)
    {
        var events = new List<RunEvent>();
        var rest = file.AsSpan();
        for (var number = 1; rest.IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            try
            {
                events.Add(JsonSerializer.Deserialize<RunEvent>(rest[..length], Options) ?? throw new JsonException("null is no event."));
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException)
            {
                throw new DataFaultException($"{path}, line {number} is damaged: {fault.Message} Remove the line, or the run's folder.", fault);
            }
            rest = rest[(length + 1)..];
        }
        return events;
    }
}
