using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Api.Predictions.Batch;

/// <summary>What one line of a batch came to: an answer or errors.</summary>
internal sealed record BatchAnswer
{
    /// <summary>The line of the request, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>What the client calls the line: a string or a number, as it was sent; absent if the line has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Id { get; init; }

    /// <summary>As the line alone would be answered; absent where it has faults.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PredictResponse? Answer { get; init; }

    /// <summary>Every fault of the line under its JSON path, where "$" is the line itself; absent if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
