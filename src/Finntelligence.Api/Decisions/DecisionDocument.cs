using System.Text.Json;
using System.Text.Json.Serialization;
using Finntelligence.Api.Predictions;

namespace Finntelligence.Api.Decisions;

/// <summary>A decision as the log has it. What is the applicant's is null after it was erased.</summary>
internal sealed record DecisionDocument
{
    /// <summary>As its answer named it.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>"predict", or "predictBatch" for a line of a batch.</summary>
    public required string Endpoint { get; init; }

    /// <summary>"offer" or "decline".</summary>
    public required string Decision { get; init; }

    /// <summary>What the client calls the applicant; null where it did not say.</summary>
    public required string? ApplicantReference { get; init; }

    /// <summary>Who asked; null where callers are not known.</summary>
    public required string? Caller { get; init; }

    /// <summary>The request as it came: of /predict, or a line of a batch.</summary>
    public required JsonElement? Request { get; init; }

    /// <summary>The applicant as the models saw it, float32 by the product's names; null for a missing value.</summary>
    public required IReadOnlyDictionary<string, object?>? Features { get; init; }

    /// <summary>The answer of /predict as it was sent.</summary>
    public required JsonElement? Answer { get; init; }

    /// <summary>The decision unrounded: offer, alternatives, codes of reasons, search.</summary>
    public required JsonElement Figures { get; init; }

    /// <summary>The models that decided.</summary>
    public required ModelsDocument Models { get; init; }

    /// <summary>The product that they decided for.</summary>
    public required DecidedProductDocument Product { get; init; }

    /// <summary>Version of the service that decided.</summary>
    public required string Service { get; init; }

    /// <summary>How the offer was chosen: "greatestExpectedProfit", or version and arm of a price experiment, as "experiment:3/explore".</summary>
    public required string Policy { get; init; }

    /// <summary>The probability with which the policy chose this offer: 1 without an experiment.</summary>
    public required double Propensity { get; init; }

    /// <summary>Milliseconds from the request's arrival to the decision.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>When the applicant's data was erased; absent if it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What became of it.</summary>
    public required OutcomesDocument Outcomes { get; init; }

    /// <summary>What arms of a price experiment that nobody is shown would have decided; absent where there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShadowDocument>? Shadows { get; init; }
}

/// <summary>What a shadow would have decided; nobody was shown it.</summary>
/// <param name="Policy">Version and arm of the experiment.</param>
/// <param name="DecidedAt">When; after the answer had left.</param>
/// <param name="Models">The models that decided.</param>
/// <param name="Figures">The decision unrounded, as that of the answer.</param>
internal sealed record ShadowDocument(string Policy, DateTimeOffset DecidedAt, ModelsDocument Models, JsonElement Figures);

/// <summary>The product of a decision.</summary>
/// <param name="Name">Its identifier.</param>
/// <param name="Sha256">Of product.json as it was, lower-case hex.</param>
internal sealed record DecidedProductDocument(string Name, string Sha256);

/// <summary>What became of a decision.</summary>
/// <param name="Latest">The latest outcome by its own time; null while there is none.</param>
/// <param name="At">When it happened.</param>
/// <param name="Accepted">Whether the offer was taken; null while nobody knows.</param>
/// <param name="Defaulted">Whether the loan defaulted; false when it was paid without; null while nobody knows.</param>
/// <param name="Events">Everything that was reported, by its own time; a corrected event stays.</param>
internal sealed record OutcomesDocument(string? Latest, DateTimeOffset? At, bool? Accepted, bool? Defaulted, IReadOnlyList<OutcomeEventDocument> Events);

/// <summary>A reported event.</summary>
/// <param name="EventId">Its name.</param>
/// <param name="Outcome">"accepted", "declined", "paid", "pastDue" or "defaulted".</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it was reported.</param>
/// <param name="Amount">Money it is about; null where nobody said.</param>
/// <param name="Days">Days past due; null where nobody said.</param>
/// <param name="Corrects">The event that it replaces; null for none.</param>
/// <param name="Caller">Who reported it; null where callers are not known.</param>
internal sealed record OutcomeEventDocument(
    string EventId, string Outcome, DateTimeOffset At, DateTimeOffset ReceivedAt, double? Amount, long? Days, string? Corrects, string? Caller);

/// <summary>What deciding again came to.</summary>
internal sealed record ReplayDocument
{
    /// <summary>The decision that was made again.</summary>
    public required Guid DecisionId { get; init; }

    /// <summary>Whether every bit is equal: features, figures and answer.</summary>
    public required bool Equal { get; init; }

    /// <summary>Whether the applicant was encoded into the same float32 values.</summary>
    public required bool FeaturesEqual { get; init; }

    /// <summary>Whether every figure of the decision, unrounded, is the same.</summary>
    public required bool FiguresEqual { get; init; }

    /// <summary>Whether the answer would be sent byte for byte; a newer service may write more members.</summary>
    public required bool AnswerEqual { get; init; }

    /// <summary>The models that decided, both times.</summary>
    public required ModelsDocument Models { get; init; }

    /// <summary>The answer of /predict as it would be now.</summary>
    public required PredictResponse Answer { get; init; }
}
