using System.Text.Json;
using Finntelligence.Foundation.Faults;
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
/// <param name="publication">What else a run brings; null for nothing.</param>
public sealed class RunSync(LocalExperimentStore store, MlflowClient server, TimeProvider clock, IRunPublication? publication = null)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>
    /// Sends every run that has ended and has not been sent to this server, the oldest first. A run that the server refuses, or whose files
    /// are damaged, does not keep those behind it; a server that cannot be reached, or refuses the account, ends it.
    /// </summary>
    /// <exception cref="MlflowException">The server cannot be reached, or would refuse every run; what was not sent is sent by the next call.</exception>
    public async Task<SyncOutcome> SyncAllAsync(IProgress<SyncedRun>? progress = null, CancellationToken cancellationToken = default)
    {
        var sent = new List<SyncedRun>();
        var refused = new List<RefusedRun>();
        foreach (var id in store.Ids)
        {
            try
            {
                if (store.Find(id) is not { Status: not RunStatus.Running, IsDeleted: false } || Synced(id) is not null)
                    continue;
                var synced = await SyncAsync(id, cancellationToken).ConfigureAwait(false);
                sent.Add(synced);
                progress?.Report(synced);
            }
            catch (MlflowException fault) when (fault.IsRefusal)
            {
                refused.Add(new RefusedRun(id, fault.Message));
            }
            catch (DataFaultException fault)
            {
                refused.Add(new RefusedRun(id, fault.Message));
            }
        }
        return new SyncOutcome(sent, refused);
    }

    /// <summary>Sends one run that has ended; one that was sent before is not sent again.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The run has not ended, or has not even begun.</exception>
    public async Task<SyncedRun> SyncAsync(string runId, CancellationToken cancellationToken = default)
    {
        if (store.Find(runId) is null or { Status: RunStatus.Running })
            throw new InvalidOperationException($"Run {runId} has not ended yet.");
        using var held = FolderLock.Acquire(store.RunFolder(runId), LockTimeout, clock, cancellationToken);
        if (Synced(runId) is { } before)
            return before;
        // Read again: this process holds the lock itself now, which says nothing about the run.
        var run = store.ReadEnded(runId);
        var experiment = await server.EnsureExperimentAsync(run.Experiment, cancellationToken).ConfigureAwait(false);
        // A run whose files cannot follow is not begun there.
        if (run.Artifacts.Count > 0)
            await server.CheckArtifactsAsync(experiment, cancellationToken).ConfigureAwait(false);
        var remote = await server.EnsureRunAsync(experiment, run.Id, run.Name, run.Start, cancellationToken).ConfigureAwait(false);
        await server.LogAsync(remote.RunId, run.Parameters, MlflowTags.Of(run), run.Metrics, cancellationToken).ConfigureAwait(false);
        await server.LogInputsAsync(remote.RunId, run.Inputs, cancellationToken).ConfigureAwait(false);
        foreach (var artifact in run.Artifacts.Where(artifact => publication?.Sends(run, artifact) is not true))
        {
            await server.PutArtifactAsync(remote.ArtifactUri, artifact.Path, store.ReadArtifact(run.Id, artifact), cancellationToken)
                .ConfigureAwait(false);
        }
        if (publication is not null)
            await publication.PublishAsync(run, remote, cancellationToken).ConfigureAwait(false);
        // Last, so that a run that looks finished on the server is whole there.
        await server.EndRunAsync(remote.RunId, run.Status, run.End ?? run.Start, cancellationToken).ConfigureAwait(false);
        var synced = new SyncedRun(run.Id, server.Server.ToString(), experiment, remote.RunId, clock.GetUtcNow());
        // Where it went before stays known: a run may go to several servers, in turns.
        SyncedRun[] notes = [.. Notes(run.Id).Where(note => note.Server != synced.Server), synced];
        AtomicFile.WriteAllText(NotePath(run.Id), JsonSerializer.Serialize(notes, Json) + "\n");
        return synced;
    }

    /// <summary>Where a run was sent on this server, or null.</summary>
    public SyncedRun? Synced(string runId) => Notes(runId).FirstOrDefault(note => note.Server == server.Server.ToString());

    private IReadOnlyList<SyncedRun> Notes(string runId)
    {
        var path = NotePath(runId);
        if (!File.Exists(path))
            return [];
        try
        {
            var bytes = File.ReadAllBytes(path);
            // Until servers could be several, the note was one object.
            return bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..]
                ? [JsonSerializer.Deserialize<SyncedRun>(bytes, Json)!]
                : JsonSerializer.Deserialize<SyncedRun[]>(bytes, Json) ?? [];
        }
        catch (JsonException)
        {
            // Sending again is harmless; the note is written anew.
            return [];
        }
    }

    private string NotePath(string runId) => Path.Combine(store.RunFolder(runId), LocalExperimentStore.SyncedName);
}

/// <summary>A run that is on a server.</summary>
/// <param name="Run">The local run's id.</param>
/// <param name="Server">The server's address.</param>
/// <param name="ExperimentId">The experiment's id there.</param>
/// <param name="RemoteId">The run's id there.</param>
/// <param name="When">When it was sent.</param>
public sealed record SyncedRun(string Run, string Server, string ExperimentId, string RemoteId, DateTimeOffset When);

/// <summary>What became of the runs that were to be sent.</summary>
/// <param name="Sent">Those that are on the server now.</param>
/// <param name="Refused">Those that are not, though the server could be reached.</param>
public sealed record SyncOutcome(IReadOnlyList<SyncedRun> Sent, IReadOnlyList<RefusedRun> Refused);

/// <param name="Run">The local run's id.</param>
/// <param name="Reason">What the server said, or what is wrong with the run's files.</param>
public sealed record RefusedRun(string Run, string Reason);
