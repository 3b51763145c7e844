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
        pool.Refresh();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Models.PollInterval, time);
        while (pool.Current is null || pool.WatchesForChanges)
        {
            if (!await timer.WaitForNextTickAsync(stoppingToken))
                return;
            pool.Refresh();
        }
    }
}
