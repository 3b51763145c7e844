using System.Globalization;
using System.Text.Json.Nodes;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Reads members of answers. A server, or what answers in its place, may say 200 and send anything: what is not of MLflow's shape
/// becomes an <see cref="MlflowException"/> that names the member.
/// </summary>
internal static class MlflowJson
{
    private static readonly DateTimeOffset Last = DateTimeOffset.MaxValue;

    /// <summary>A member of an object; null where it is left out, as MLflow leaves out what is empty.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => node switch
    {
        null => null,
        JsonObject map => map.TryGetPropertyValue(name, out var value) ? value : null,
        _ => throw Other($"an object with '{name}' was expected"),
    };

    /// <summary>A member that is a text or a number, as text.</summary>
    public static string Text(this JsonNode? node, string name) => node.TextOrNull(name) ?? throw Other($"'{name}' is missing");

    /// <summary>As <see cref="Text"/>, or null where it is left out.</summary>
    public static string? TextOrNull(this JsonNode? node, string name) => node.Member(name) switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => throw Other($"'{name}' is no text"),
    };

    /// <summary>The objects of a list; none where it is left out.</summary>
    public static IReadOnlyList<JsonObject> List(this JsonNode? node, string name) => node.Member(name) switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item as JsonObject ?? throw Other($"'{name}' holds something that is no object"))],
        _ => throw Other($"'{name}' is no list"),
    };

    /// <summary>A member that is a finite number, or one of the words that protobuf's JSON has for others.</summary>
    public static double Number(this JsonNode? node, string name) => node.Text(name) switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Other($"'{name}' is no number"),
    };

    /// <summary>A time in milliseconds since 1970, or null where it is left out.</summary>
    public static DateTimeOffset? Time(this JsonNode? node, string name)
    {
        if (node.TextOrNull(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= 0 && milliseconds <= Last.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw Other($"'{name}' is no time");
    }

    /// <summary>A list of keys and values.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(this JsonNode? node, string name)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in node.List(name))
        {
            if (!pairs.TryAdd(pair.Text("key"), pair.TextOrNull("value") ?? ""))
                throw Other($"'{name}' has '{pair.Text("key")}' twice");
        }
        return pairs;
    }

    /// <summary>The fault of an answer that is not of MLflow's shape.</summary>
    public static MlflowException Other(string what) =>
        new($"MLflow's answer has another shape than it should have: {what}. Is the address right, and the version between 2.3 and 3.x?");
}
