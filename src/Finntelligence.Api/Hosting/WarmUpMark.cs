namespace Finntelligence.Api.Hosting;

/// <summary>
/// Marks a request that the service makes of itself before it listens: nothing of it is counted, kept or logged. A feature of the request
/// and no header, so that no client can send it.
/// </summary>
internal sealed class WarmUpMark
{
    /// <summary>The one there is.</summary>
    public static readonly WarmUpMark Instance = new();

    private WarmUpMark()
    {
    }

    /// <summary>Whether a request has it.</summary>
    public static bool IsOn(HttpContext context) => context.Features.Get<WarmUpMark>() is not null;
}
