namespace Finntelligence.Api.Pool;

/// <summary>Models that were found but not taken into service. It is forgotten when a good candidate comes.</summary>
/// <param name="At">When it was last tried.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record RefusedCandidate(DateTimeOffset At, string Reason);
