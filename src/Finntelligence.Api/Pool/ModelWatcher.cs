using Finntelligence.Api.Hosting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Pool;

/// <summary>
/// Loads the models before the service listens, then looks for others at an interval. Polling, because notifications of the file
/// system miss atomic renames and network mounts.
/// </summary>
internal sealed class ModelWatcher(PredictionEnginePool pool, TimeProvider time, IOptions<ServiceOptions> options) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        pool.Refresh(cancellationToken);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(NextWait(), time);
            while (pool.Current is null || pool.IsFromCache || pool.WatchesForChanges)
            {
                if (!await timer.WaitForNextTickAsync(stoppingToken))
                    return;
                // A look that hangs on a file system must not hold the stop of the service.
                await Task.Run(() => pool.Refresh(stoppingToken), CancellationToken.None).WaitAsync(stoppingToken);
                if (options.Value.Models.PollJitter > 0)
                    timer.Period = NextWait();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }

    // Never longer than declared, and a little shorter by chance, so that many services do not ask a registry all at once.
    private TimeSpan NextWait() => options.Value.Models.PollInterval * (1 - options.Value.Models.PollJitter * Random.Shared.NextDouble());
}
