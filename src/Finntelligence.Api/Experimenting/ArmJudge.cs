using System.Data.Common;
using Finntelligence.Api.Hosting;
using Finntelligence.Experiments.Definitions;
using Finntelligence.Experiments.Guarding;
using Finntelligence.Foundation.Faults;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Experimenting;

/// <summary>
/// Asks the stop rule of what the log knows, as often as the rule says: the interval holds at every look, so that looking costs nothing. An arm that is
/// shown to be worse ends the experiment.
/// </summary>
internal sealed partial class ArmJudge(
    ExperimentBoard board, IArmOutcomes outcomes, TimeProvider time, IOptions<ServiceOptions> options, ILogger<ArmJudge> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Value.Models.PollInterval, time);
            do
            {
                if (board.Current is { Version: { State: ExperimentState.Running, Guardrails.Stop: { } rule } } running
                    && (board.Judged is not { } last || time.GetUtcNow() - last.At >= rule.Every))
                {
                    await JudgeAsync(running, rule, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }

    private async Task JudgeAsync(RunningExperiment running, StopRule rule, CancellationToken stoppingToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var known = await outcomes.OfAsync(running, now, stoppingToken);
            var horizon = rule.HorizonMonths ?? running.Product.Offer.Months.Values[^1] + 1;
            await board.JudgeAsync(running, new ArmJudgement(now, ArmVerdicts.Of(running.Experiment, known, horizon)), stoppingToken);
        }
        // The log may be away for a while; the next look asks again.
        catch (Exception fault) when (fault is DbException or IOException or UserFaultException)
        {
            LogNotJudged(running.Version.Version, fault.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "Version {Version} of the price experiment could not be judged: {Reason}")]
    private partial void LogNotJudged(int version, string reason);
}
