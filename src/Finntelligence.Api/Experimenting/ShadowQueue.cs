using System.Threading.Channels;

namespace Finntelligence.Api.Experimenting;

/// <summary>
/// Requests that wait for the shadows of an experiment. An answer only leaves its request here, once it has left itself, and never waits: when the shadows
/// are behind, the request is counted as skipped. Safe for any number of threads.
/// </summary>
internal sealed class ShadowQueue
{
    /// <summary>Requests that may wait.</summary>
    public const int Capacity = 1024;

    private readonly Channel<(ShadowTask Task, Guid Decision)> _waiting =
        Channel.CreateBounded<(ShadowTask, Guid)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private long _decided;
    private long _skipped;

    /// <summary>Requests that wait, as they come.</summary>
    public ChannelReader<(ShadowTask Task, Guid Decision)> Waiting => _waiting.Reader;

    /// <summary>Requests that the shadows decided, since the start of the process.</summary>
    public long Decided => Interlocked.Read(ref _decided);

    /// <summary>Requests that they did not: too many waited, or the log could not be written.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Leaves a request once its answer has left.</summary>
    public void AfterAnswer(HttpResponse response, PricedDecision priced, Guid decision)
    {
        if (priced.Shadowed is not { } task)
            return;
        response.OnCompleted(() =>
        {
            Leave(task, decision);
            return Task.CompletedTask;
        });
    }

    /// <summary>Leaves a request.</summary>
    public void Leave(ShadowTask task, Guid decision)
    {
        if (!_waiting.Writer.TryWrite((task, decision)))
            Count(decided: 0, skipped: 1);
    }

    /// <summary>Counts what came of requests.</summary>
    public void Count(int decided, int skipped)
    {
        Interlocked.Add(ref _decided, decided);
        Interlocked.Add(ref _skipped, skipped);
    }
}
