namespace Finntelligence.Client;

/// <summary>Why the service could not do what was asked, as RFC 9457 writes it.</summary>
public record Problem
{
    /// <summary>Address of a text about faults of this kind.</summary>
    public string? Type { get; init; }

    /// <summary>What kind of fault it is.</summary>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>Names the request, in the service's log too.</summary>
    public required string RequestId { get; init; }
}

/// <summary>Everything that is wrong with a request.</summary>
public sealed record RequestProblem : Problem
{
    /// <summary>Messages under the JSON path of each fault, where "$" is the body itself; null where what came was no HTTP.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
