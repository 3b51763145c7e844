using System.Collections.Immutable;
using Finntelligence.Experiments.Estimators;

namespace Finntelligence.Evidence.Logged;

/// <summary>What policies are worth by a decision log. Aggregates only. Money is per offer.</summary>
public sealed record LogEvaluation
{
    /// <summary>Version of this document.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The log.</summary>
    public required LogData Data { get; init; }

    /// <summary>How.</summary>
    public required LogSettings Settings { get; init; }

    /// <summary>On the decisions that are old enough to be judged; as logged first.</summary>
    public required ImmutableArray<ValuedPolicy> Policies { get; init; }

    /// <summary>The same on all decisions, with profit to date.</summary>
    public required ImmutableArray<ValuedPolicy> ToDate { get; init; }

    /// <summary>How often each rate was offered, and would be by each policy; ascending.</summary>
    public required ImmutableArray<RateOverlap> Rates { get; init; }
}

/// <summary>A log.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Offers">That it has.</param>
/// <param name="Declines">That made no offer.</param>
/// <param name="Faulty">Rows left out.</param>
/// <param name="Old">Offers that are old enough to be judged.</param>
/// <param name="Running">Of these, loans of which no end is known; they count to date.</param>
/// <param name="Unanswered">Of these, offers that nobody said were taken or not; they count as not taken.</param>
/// <param name="Young">Offers that are censored: too young to be judged.</param>
/// <param name="OwnPropensities">Whether the log says with which probability each rate was chosen; else strata do.</param>
/// <param name="Drawn">Offers whose rate had a chance below 1: all that a log can say of other rates.</param>
public sealed record LogData(
    string Name, string Sha256, int Offers, int Declines, int Faulty, int Old, int Running, int Unanswered, int Young, bool OwnPropensities, int Drawn);

/// <summary>How a log was valued.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="AsOf">When profit is counted.</param>
/// <param name="HorizonMonths">Age from which an offer is judged.</param>
/// <param name="Window">Half width, in points, within which a rate counts as the policy's.</param>
/// <param name="Replicates">Of the bootstrap.</param>
/// <param name="Confidence">Of every interval.</param>
/// <param name="Seed">Of the bootstrap.</param>
/// <param name="Models">Whose expectation the doubly robust estimators use.</param>
/// <param name="Scope">What the values cover, for a person.</param>
public sealed record LogSettings(
    string Currency, DateTimeOffset AsOf, double HorizonMonths, double Window, int Replicates, double Confidence, ulong Seed, string Models, string Scope);

/// <summary>A rate, and the parts of the offers at it.</summary>
/// <param name="Rate">Percent.</param>
/// <param name="Logged">Of the log.</param>
/// <param name="Policies">Of each policy that names rates, in the order of the evaluation.</param>
public sealed record RateOverlap(double Rate, double Logged, ImmutableArray<PolicyShare> Policies);

/// <summary>A policy's share.</summary>
public readonly record struct PolicyShare(string Policy, double Share);
