using System.Text.Json;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// Sends locally stored runs to an MLflow server, each once. The local store is the spool: nothing leaves it, and what was sent is
/// noted beside the run. Every step can be repeated without a trace, so a server or a process that dies half-way costs nothing.
/// </summary>
/// <param name="store">The local runs.</param>
/// <param name="server">The server.</param>
/// <param name="clock">Tells when a run was sent.</param>
/// <param name="publish">
/// What else a run brings to the server, as the models it made. A run counts as sent only when this is done too, so it must bear repetition.
/// </param>
public sealed class RunSync(
    LocalExperimentStore store, MlflowClient server, TimeProvider clock, Func<RunRecord, MlflowRun, CancellationToken, Task>? publish = null)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>Sends every run that has ended and has not been sent to this server, the oldest first. It stops at the first server fault.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; what was not sent stays and is sent by the next call.</exception>
    public async Task<IReadOnlyList<SyncedRun>> SyncAllAsync(IProgress<SyncedRun>? progress = null, CancellationToken cancellationToken = default)
    {
        var sent = new List<SyncedRun>();
        foreach (var run in store.List().Where(run => run.Status != RunStatus.Running && Synced(run.Id) is null).Reverse())
        {
            var synced = await SyncAsync(run.Id, cancellationToken).ConfigureAwait(false);
            sent.Add(synced);
            progress?.Report(synced);
        }
        return sent;
    }

    /// <summary>Sends one run that has ended; one that was sent before is not sent again.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The run has not ended.</exception>
    public async Task<SyncedRun> SyncAsync(string runId, CancellationToken cancellationToken = default)
    {
        if (store.Read(runId).Status == RunStatus.Running)
            throw new InvalidOperationException($"Run {runId} has not ended yet.");
        using var held = FolderLock.Acquire(store.RunFolder(runId), LockTimeout, clock, cancellationToken);
        if (Synced(runId) is { } before)
            return before;
        // Read again: this process holds the lock itself now, which says nothing about the run.
        var run = store.ReadEnded(runId);
        var experiment = await server.EnsureExperimentAsync(run.Experiment, cancellationToken).ConfigureAwait(false);
        var remote = await server.EnsureRunAsync(experiment, run.Id, run.Name, run.Start, cancellationToken).ConfigureAwait(false);
        await server.LogAsync(remote.RunId, run.Parameters, MlflowTags.Of(run), run.Metrics, cancellationToken).ConfigureAwait(false);
        await server.LogInputsAsync(remote.RunId, run.Inputs, cancellationToken).ConfigureAwait(false);
        foreach (var artifact in run.Artifacts)
        {
            await server.PutArtifactAsync(remote.ArtifactUri, artifact.Path, store.ReadArtifact(run.Id, artifact), cancellationToken)
                .ConfigureAwait(false);
        }
        // Last, so that a run that looks finished on the server is whole there.
        await server.EndRunAsync(remote.RunId, run.Status, run.End ?? run.Start, cancellationToken).ConfigureAwait(false);
        if (publish is not null)
            await publish(run, remote, cancellationToken).ConfigureAwait(false);
        var synced = new SyncedRun(run.Id, server.Server.ToString(), experiment, remote.RunId, clock.GetUtcNow());
        AtomicFile.WriteAllText(NotePath(run.Id), JsonSerializer.Serialize(synced, Json) + "\n");
        return synced;
    }

    /// <summary>Where a run was sent on this server, or null.</summary>
    public SyncedRun? Synced(string runId)
    {
        var path = NotePath(runId);
        if (!File.Exists(path))
            return null;
        try
        {
            var note = JsonSerializer.Deserialize<SyncedRun>(File.ReadAllBytes(path), Json);
            return note?.Server == server.Server.ToString() ? note : null;
        }
        catch (JsonException)
        {
            // Sending again is harmless; the note is written anew.
            return null;
        }
    }

    private string NotePath(string runId) => Path.Combine(store.RunFolder(runId), "synced.json");
}

/// <summary>A run that is on a server.</summary>
/// <param name="Run">The local run's id.</param>
/// <param name="Server">The server's address.</param>
/// <param name="ExperimentId">The experiment's id there.</param>
/// <param name="RemoteId">The run's id there.</param>
/// <param name="When">When it was sent.</param>
public sealed record SyncedRun(string Run, string Server, string ExperimentId, string RemoteId, DateTimeOffset When);
