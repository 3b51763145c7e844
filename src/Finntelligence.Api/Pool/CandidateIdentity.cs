namespace Finntelligence.Api.Pool;

/// <summary>What tells two candidates apart: two of the same identity answer alike.</summary>
internal sealed record CandidateIdentity(
    string ProductSha256, string RiskVersion, string RiskSha256, string AcceptanceVersion, string AcceptanceSha256,
    string? RateCardVersion = null, string? RateCardSha256 = null);
