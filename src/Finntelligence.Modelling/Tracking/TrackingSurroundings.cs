namespace Finntelligence.Modelling.Tracking;

/// <summary>What the record of runs touches of the world around it; tests hand in their own.</summary>
public sealed record TrackingSurroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>What carries HTTP; null for the network.</summary>
    public HttpMessageHandler? Network { get; init; }
}
