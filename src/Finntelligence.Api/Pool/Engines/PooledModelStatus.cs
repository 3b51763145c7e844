namespace Finntelligence.Api.Pool.Engines;

/// <summary>What serves under a name of a pool.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Sha256">Of the file in service, lower-case hex; null while there has been no usable one.</param>
/// <param name="Since">When it came into service.</param>
/// <param name="LastRefused">Why the file now there was not taken; null if it was.</param>
public sealed record PooledModelStatus(string Source, string? Sha256, DateTimeOffset? Since, string? LastRefused);
