using System.Data.Common;
using Finntelligence.Api.Experimenting;

namespace Finntelligence.Api.Recording;

/// <summary>Lets the shadows of an experiment decide, off the path of requests, and keeps what they would have offered beside the decisions.</summary>
internal sealed partial class ShadowRecorder(ShadowQueue queue, IServiceProvider services, TimeProvider time, ILogger<ShadowRecorder> logger) : BackgroundService
{
    // Decided and kept together; each is some kilobytes.
    private const int MostTogether = 64;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await queue.Waiting.WaitToReadAsync(stoppingToken))
            {
                List<(ShadowTask Task, Guid Decision)> together = [];
                while (together.Count < MostTogether && queue.Waiting.TryRead(out var waiting))
                    together.Add(waiting);
                await KeepAsync(together, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }

    private async Task KeepAsync(List<(ShadowTask Task, Guid Decision)> together, CancellationToken stoppingToken)
    {
        try
        {
            // Without a log no definition with shadows is taken.
            var store = services.GetRequiredService<DecisionRecorder>().Log!.Store;
            var now = time.GetUtcNow();
            await store.WriteAsync([.. together.SelectMany(t => t.Task.Decide(t.Decision, now))], stoppingToken);
            queue.Count(together.Count, 0);
        }
        // A shadow that fails must not end those after it.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            queue.Count(0, together.Count);
            LogNotKept(together.Count, fault is DbException ? fault.Message : fault.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "What shadows decided beside {Count} decisions is not kept: {Reason}")]
    private partial void LogNotKept(int count, string reason);
}
