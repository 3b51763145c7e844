using System.Text.Json.Serialization;

namespace Finntelligence.Api.Hosting;

/// <summary>A fault, as RFC 9457 writes it.</summary>
/// <remarks>What the contract says of problems; the framework writes them.</remarks>
internal record ProblemDocument
{
    public const string MediaType = "application/problem+json";

    /// <summary>Address of a text about faults of this kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary>What kind of fault it is.</summary>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Names the request, in the service's log too.</summary>
    public required string RequestId { get; init; }
}

/// <summary>Everything that is wrong with a request.</summary>
internal sealed record RequestProblemDocument : ProblemDocument
{
    /// <summary>Messages under the JSON path of each fault, where "$" is the body itself; absent where what came was no HTTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}

/// <summary>States what an endpoint answers when it cannot do what was asked.</summary>
internal static class ProblemDocuments
{
    /// <summary>These statuses are problems.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            builder.Produces<ProblemDocument>(status, ProblemDocument.MediaType);
        return builder;
    }

    /// <summary>400 tells every fault of the request.</summary>
    public static RouteHandlerBuilder ProducesRequestProblem(this RouteHandlerBuilder builder) =>
        builder.Produces<RequestProblemDocument>(StatusCodes.Status400BadRequest, ProblemDocument.MediaType);
}
