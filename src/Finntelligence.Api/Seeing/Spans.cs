using System.Diagnostics;

namespace Finntelligence.Api.Seeing;

/// <summary>The parts of an answer, as spans within that of its request. Without somebody who listens there is none, and it costs nothing.</summary>
internal static class Spans
{
    /// <summary>The name under which they are listened to.</summary>
    public const string SourceName = "Finntelligence";

    /// <summary>The body is taken in and understood.</summary>
    public const string Read = "read";

    /// <summary>The best offer is found.</summary>
    public const string Search = "search";

    /// <summary>The record is made durable.</summary>
    public const string Log = "log";

    /// <summary>The answer is sent.</summary>
    public const string Write = "write";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A part that lasts until it is disposed of.</summary>
    public static Activity? Start(string part) => Source.StartActivity(part);
}
