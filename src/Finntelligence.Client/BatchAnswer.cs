using System.Text.Json.Nodes;

namespace Finntelligence.Client;

/// <summary>What one line of a batch came to: an answer or errors.</summary>
public sealed record BatchAnswer
{
    /// <summary>The line of the request, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>What the caller calls the line; null if it has no name.</summary>
    public JsonNode? Id { get; init; }

    /// <summary>As the line alone would be answered; null where it has faults.</summary>
    public PredictResponse? Answer { get; init; }

    /// <summary>Every fault of the line under its JSON path, where "$" is the line itself; null if it has none.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
