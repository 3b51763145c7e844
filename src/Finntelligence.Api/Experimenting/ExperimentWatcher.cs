using Finntelligence.Api.Hosting;
using Finntelligence.Api.Pool;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Experimenting;

/// <summary>Looks at the experiment's definition as often as at the models: a stop is in force within one poll.</summary>
internal sealed class ExperimentWatcher(ExperimentBoard board, PredictionEnginePool pool, TimeProvider time, IOptions<ServiceOptions> options) : BackgroundService
{
    /// <summary>Looks before anyone is answered: who is in the experiment is never decided about without it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Where nothing is watched and no experiment was declared at the start, none will be.
            if (!pool.WatchesForChanges && board is { Current: null, Fault: null })
                return;
            using var timer = new PeriodicTimer(options.Value.Models.PollInterval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }

    // A look that hangs on a file system must not hold the stop of the service.
    private async Task LookAsync(CancellationToken stoppingToken)
    {
        if (pool.Current is { } snapshot)
            await Task.Run(() => board.RefreshAsync(snapshot.Product, stoppingToken), CancellationToken.None).WaitAsync(stoppingToken);
    }
}
