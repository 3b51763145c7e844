namespace Finntelligence.Decisions.Records;

/// <summary>What an arm of an experiment that nobody is shown would have decided, beside the decision that was.</summary>
/// <param name="Decision">The decision that was, as the client got it.</param>
/// <param name="Policy">What chose, as the log names it.</param>
/// <param name="At">When it was decided; after the answer had left.</param>
/// <param name="Decider">What decided.</param>
/// <param name="Figures">UTF-8 JSON of <see cref="DecisionFigures"/>.</param>
public sealed record ShadowRecord(Guid Decision, string Policy, DateTimeOffset At, Decider Decider, ReadOnlyMemory<byte> Figures);

/// <summary>Such a decision as it lies in the log.</summary>
/// <param name="Decision">The decision that was.</param>
/// <param name="Policy">What chose.</param>
/// <param name="At">When, microseconds since 1970.</param>
/// <param name="Figures">JSON of <see cref="DecisionFigures"/>.</param>
/// <param name="RiskVersion">Of the model that decided, in its registry.</param>
/// <param name="RiskSha256">Of its artifact.</param>
/// <param name="AcceptanceVersion">Of the model that decided, in its registry.</param>
/// <param name="AcceptanceSha256">Of its artifact.</param>
public sealed record StoredShadow(
    string Decision, string Policy, long At, string Figures, string RiskVersion, string RiskSha256, string AcceptanceVersion, string AcceptanceSha256);

/// <summary>A decision in short: what chose its offer, and the figures.</summary>
/// <param name="Id">As the client got it.</param>
/// <param name="At">When it was decided, microseconds since 1970.</param>
/// <param name="Policy">What chose.</param>
/// <param name="Figures">JSON of <see cref="DecisionFigures"/>.</param>
public sealed record ChosenDecision(string Id, long At, string Policy, string Figures);
