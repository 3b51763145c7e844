using System.Collections.Immutable;

namespace Finntelligence.Decisions.Records;

/// <summary>One answer, with everything that led to it.</summary>
public sealed record DecisionRecord
{
    /// <summary>As the client got it.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which address answered: <see cref="SingleEndpoint"/> or <see cref="BatchEndpoint"/>, whose requests are written otherwise.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What decided.</summary>
    public required Decider Decider { get; init; }

    /// <summary>"offer" or "decline".</summary>
    public required string Decision { get; init; }

    /// <summary>What the client calls the applicant, for erasing; null where it did not say.</summary>
    public string? Applicant { get; init; }

    /// <summary>Who asked; null where callers are not known.</summary>
    public string? Caller { get; init; }

    /// <summary>The request as it came: UTF-8 JSON with the applicant, constraints and wishes.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The applicant as the models saw it, in the product's order; NaN is missing.</summary>
    public required ImmutableArray<float> Features { get; init; }

    /// <summary>The answer as it was sent: UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Answer { get; init; }

    /// <summary>The decision unrounded and without anything about the applicant: UTF-8 JSON of <see cref="DecisionFigures"/>.</summary>
    public required ReadOnlyMemory<byte> Figures { get; init; }

    /// <summary>How the offer was chosen among those that were open.</summary>
    public required string Policy { get; init; }

    /// <summary>The probability with which the policy chose this offer, above 0 and at most 1.</summary>
    public required double Propensity { get; init; }

    /// <summary>From the request's arrival to the decision.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary><c>/predict</c>.</summary>
    public const string SingleEndpoint = "predict";

    /// <summary>A line of <c>/predict/batch</c>.</summary>
    public const string BatchEndpoint = "predictBatch";

    /// <summary>The policy of a product without an experiment: the greatest expected profit, always.</summary>
    public const string GreatestProfit = "greatestExpectedProfit";
}
