using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Shows a run on the server while it goes on: parameters, tags and metrics, a while after they were logged. What it sends, sending the
/// whole run at its end sends again without a trace, so a fault here costs nothing: following just ends.
/// </summary>
/// <param name="store">Where the run is recorded.</param>
/// <param name="server">The server.</param>
/// <param name="clock">Waits between two looks.</param>
public sealed class RunFollower(LocalExperimentStore store, MlflowClient server, TimeProvider clock)
{
    /// <summary>How often a run is looked at.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Follows a run until it ends, or is told to stop, or the server fails.</summary>
    /// <param name="runId">The whole id.</param>
    /// <param name="stop">Ends it, also within a request.</param>
    public async Task FollowAsync(string runId, CancellationToken stop)
    {
        try
        {
            MlflowRun? remote = null;
            RunRecord? before = null;
            for (var status = RunStatus.Running; status == RunStatus.Running;)
            {
                await Task.Delay(Interval, clock, stop).ConfigureAwait(false);
                if (store.Find(runId) is not { } run)
                    return;
                status = run.Status;
                remote ??= await BeginAsync(run, stop).ConfigureAwait(false);
                await server.LogAsync(
                    remote.RunId,
                    New(run.Parameters, before?.Parameters),
                    New(MlflowTags.Of(run), before is null ? null : MlflowTags.Of(before)),
                    [.. run.Metrics.Skip(before?.Metrics.Count ?? 0)],
                    stop).ConfigureAwait(false);
                before = run;
            }
        }
        catch (Exception fault) when (fault is MlflowException or OperationCanceledException or IOException or DataFaultException)
        {
            // What is the matter is said when the whole run is sent.
        }
    }

    private static Dictionary<string, string> New(IReadOnlyDictionary<string, string> now, IReadOnlyDictionary<string, string>? before) =>
        now.Where(pair => before?.GetValueOrDefault(pair.Key) != pair.Value).ToDictionary();

    private async Task<MlflowRun> BeginAsync(RunRecord run, CancellationToken stop)
    {
        var experiment = await server.EnsureExperimentAsync(run.Experiment, stop).ConfigureAwait(false);
        await server.CheckArtifactsAsync(experiment, stop).ConfigureAwait(false);
        return await server.EnsureRunAsync(experiment, run.Id, run.Name, run.Start, stop).ConfigureAwait(false);
    }
}
