using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Explorer.Serving;

/// <summary>The decisions that the service has kept.</summary>
public interface IDecisionArchive
{
    /// <summary>Whether it keeps any.</summary>
    bool IsKept { get; }

    /// <summary>A decision; null where there is none of that id.</summary>
    /// <exception cref="UserFaultException">The log cannot be read; the message says what to do.</exception>
    Task<ArchivedDecision?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Decides again, by the product and the models that decided first; null where there is none of that id or its applicant was erased.</summary>
    /// <inheritdoc cref="FindAsync"/>
    Task<DecidedAgain?> ReplayAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>A decision as it was kept.</summary>
public sealed record ArchivedDecision
{
    /// <summary>As its answer named it.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which address answered.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Whether there was an offer.</summary>
    public required bool IsOffer { get; init; }

    /// <summary>The product as it was then.</summary>
    public required ProductDefinition Product { get; init; }

    /// <summary>Version of the model of default, and its sha256.</summary>
    public required (string Version, string Sha256) Risk { get; init; }

    /// <summary>Version of the model of take-up, and its sha256.</summary>
    public required (string Version, string Sha256) Acceptance { get; init; }

    /// <summary>Version of the service that decided.</summary>
    public required string Service { get; init; }

    /// <summary>How the offer was chosen.</summary>
    public required string Policy { get; init; }

    /// <summary>With which probability: 1 without an experiment.</summary>
    public required double Propensity { get; init; }

    /// <summary>From the request's arrival to the decision.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>What the client calls the applicant; null where it did not say, and after erasing.</summary>
    public required string? Applicant { get; init; }

    /// <summary>Who asked; null where callers are not known.</summary>
    public required string? Caller { get; init; }

    /// <summary>When the applicant's data was erased; null if it was not.</summary>
    public required DateTimeOffset? Erased { get; init; }

    /// <summary>The applicant as the models saw it, in the product's order, as a person writes it; empty after erasing.</summary>
    public required ImmutableArray<(ApplicantFeature Feature, object? Value)> Features { get; init; }

    /// <summary>What became of it; the parts are null while nobody knows.</summary>
    public required (string? Latest, bool? Accepted, bool? Defaulted) Outcome { get; init; }

    /// <summary>Everything that was reported, by its own time.</summary>
    public required ImmutableArray<ReportedEvent> Events { get; init; }
}

/// <summary>Something that was reported of a decision.</summary>
/// <param name="Id">The event's name.</param>
/// <param name="Outcome">"accepted", "declined", "paid", "pastDue" or "defaulted".</param>
/// <param name="At">When it happened.</param>
/// <param name="Received">When it was reported.</param>
/// <param name="Amount">Money it is about; null where nobody said.</param>
/// <param name="Days">Days past due; null where nobody said.</param>
/// <param name="IsCorrected">Whether another event replaces it.</param>
public sealed record ReportedEvent(
    string Id, string Outcome, DateTimeOffset At, DateTimeOffset Received, double? Amount, long? Days, bool IsCorrected);

/// <summary>A decision made again.</summary>
/// <param name="AreFeaturesEqual">Whether the applicant was encoded into the same bits.</param>
/// <param name="AreFiguresEqual">Whether every figure of the decision, unrounded, has the same bits.</param>
/// <param name="IsAnswerEqual">Whether the answer would be sent byte for byte; a newer service may write more members.</param>
/// <param name="Decision">What came of it, with the reasons for an offer's price.</param>
public sealed record DecidedAgain(bool AreFeaturesEqual, bool AreFiguresEqual, bool IsAnswerEqual, Decision Decision)
{
    /// <summary>Whether every bit is equal.</summary>
    public bool IsEqual => AreFeaturesEqual && AreFiguresEqual && IsAnswerEqual;
}
