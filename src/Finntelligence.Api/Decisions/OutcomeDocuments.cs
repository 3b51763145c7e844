using System.Text.Json.Serialization;

namespace Finntelligence.Api.Decisions;

/// <summary>An event: what became of a decision.</summary>
internal sealed record OutcomeReport
{
    /// <summary>The decision, as its answer named it.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>"accepted", "declined", "paid" (back in full), "pastDue" or "defaulted".</summary>
    public required string Outcome { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sender's name for the event, by which it is recorded once; without one it is made of the content.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EventId { get; init; }

    /// <summary>Money it is about, in the product's currency.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Amount { get; init; }

    /// <summary>Whole days past due.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Days { get; init; }

    /// <summary>The name of an event that was wrong and that this one replaces.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Corrects { get; init; }
}

/// <summary>What came of an event.</summary>
internal sealed record OutcomeAnswer
{
    /// <summary>It is new, and on the disk.</summary>
    public const string Recorded = "recorded";

    /// <summary>It was on the disk already.</summary>
    public const string Known = "known";

    /// <summary>The line of the request, from 1; absent for a single event.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Line { get; init; }

    /// <summary>The decision; absent with errors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? DecisionId { get; init; }

    /// <summary>The event's name; absent where the line could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EventId { get; init; }

    /// <summary>"recorded", or "known" when it was recorded before; absent with errors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }

    /// <summary>Every fault of the line under its JSON path; absent if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
