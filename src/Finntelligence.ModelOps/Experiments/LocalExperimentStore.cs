using System.Globalization;
using System.Security.Cryptography;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Experiments;

/// <summary>
/// Runs as plain files: <c>&lt;folder&gt;/&lt;run&gt;/events.jsonl</c>, to which a line is appended for everything that happens, and
/// <c>artifacts/</c> beside it. Nothing is ever rewritten, so a process that dies loses nothing. It holds the run's lock while it
/// records; a run that has no end and whose lock is free has died.
/// </summary>
public sealed class LocalExperimentStore(string folder, TimeProvider clock) : IExperimentTracker
{
    internal const string EventsName = "events.jsonl";
    internal const string SyncedName = "synced.json";
    private const string ArtifactsName = "artifacts";

    /// <summary>The store's folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IExperimentRun Start(string experiment, string name)
    {
        var now = clock.GetUtcNow();
        var id = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        return new LocalRun(id, RunFolder(id), clock, new RunEvent.Started(now, experiment, name));
    }

    /// <summary>All runs, the newest first.</summary>
    /// <exception cref="DataFaultException">A run's file is damaged.</exception>
    public IReadOnlyList<RunRecord> List() =>
        !Directory.Exists(Folder)
            ? []
            : [.. Directory.EnumerateDirectories(Folder)
                .Where(run => File.Exists(Path.Combine(run, EventsName)))
                .Select(run => TryRead(Path.GetFileName(run)))
                .OfType<RunRecord>()
                .OrderByDescending(run => run.Start).ThenBy(run => run.Id, StringComparer.Ordinal)];

    /// <summary>Reads one run, which may be named by the beginning of its id, or <c>latest</c>.</summary>
    /// <exception cref="ArgumentException">There is no such run, or several begin so.</exception>
    public RunRecord Read(string id)
    {
        var runs = List();
        var matches = id == "latest" ? [.. runs.Take(1)] : runs.Where(run => run.Id.StartsWith(id, StringComparison.Ordinal)).ToArray();
        return matches switch
        {
            [var run] => run,
            [] => throw new ArgumentException($"There is no run '{id}' in {Folder}."),
            _ => throw new ArgumentException($"'{id}' names {matches.Length} runs: {string.Join(", ", matches.Select(run => run.Id))}."),
        };
    }

    /// <summary>Sets tags of a run that has ended; they go to a server with the next sending.</summary>
    /// <exception cref="InvalidOperationException">The run goes on.</exception>
    public void SetTags(string id, IReadOnlyDictionary<string, string> tags) =>
        Append(id, [.. tags.Select(tag => new RunEvent.Tag(clock.GetUtcNow(), tag.Key, tag.Value))]);

    /// <summary>Hides a run that has ended, or shows it again. Nothing of it is lost.</summary>
    /// <exception cref="InvalidOperationException">The run goes on.</exception>
    public void SetDeleted(string id, bool isDeleted) => Append(id, [new RunEvent.Deleted(clock.GetUtcNow(), isDeleted)]);

    private void Append(string id, IReadOnlyList<RunEvent> events)
    {
        using var held = FolderLock.IsHeld(RunFolder(id))
            ? throw new InvalidOperationException($"Run {id} goes on; it can be changed when it has ended.")
            : FolderLock.Acquire(RunFolder(id), TimeSpan.FromSeconds(30), clock);
        var run = ReadEnded(id);
        var path = Path.Combine(RunFolder(id), EventsName);
        var before = File.ReadAllBytes(path);
        // What a killed process wrote of its last line says nothing.
        var whole = before.AsSpan()[..(before.AsSpan().LastIndexOf((byte)'\n') + 1)];
        var bytes = new List<byte>(whole.ToArray());
        // That a run was killed shows by its missing end; its last word must stay the one before this.
        if (run.Status == RunStatus.Killed && RunEventJson.Read(whole.ToArray(), path).All(happened => happened is not RunEvent.Ended))
            bytes.AddRange(RunEventJson.Line(new RunEvent.Ended(run.End ?? run.Start, RunStatus.Killed)));
        foreach (var happened in events)
            bytes.AddRange(RunEventJson.Line(happened));
        // Servers have the run as it was; sending it again changes only what is new. The note goes first: whoever is killed in between has
        // the run sent once more, where the other order would keep the change from ever being sent.
        File.Delete(Path.Combine(RunFolder(id), SyncedName));
        AtomicFile.WriteAllBytes(path, bytes.ToArray());
    }

    /// <summary>The bytes of a run's artifact.</summary>
    /// <exception cref="DataFaultException">The file is missing or is not what was recorded.</exception>
    public byte[] ReadArtifact(string runId, RunArtifact artifact)
    {
        var path = ArtifactFile(RunFolder(runId), artifact.Path);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : throw new DataFaultException($"{path} is missing.");
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == artifact.Sha256
            ? bytes
            : throw new DataFaultException($"{path} was changed after it was recorded.");
    }

    /// <summary>The ids of all runs, the oldest first, readable or not.</summary>
    internal IReadOnlyList<string> Ids => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateDirectories(Folder)
            .Where(run => File.Exists(Path.Combine(run, EventsName))).Select(run => Path.GetFileName(run)).Order(StringComparer.Ordinal)];

    /// <summary>One run by its whole id, as it stands; null when it does not even say that it began.</summary>
    /// <exception cref="DataFaultException">Its file is damaged.</exception>
    internal RunRecord? Find(string id) => TryRead(id);

    internal string RunFolder(string id) => Path.Combine(Folder, id);

    internal static string ArtifactFile(string run, string path) => Path.Combine([run, ArtifactsName, .. ArtifactPath.Checked(path).Split('/')]);

    // Only for one who holds the run's lock: nobody records it then.
    internal RunRecord ReadEnded(string id) => TryRead(id, isHeld: false) ?? throw new ArgumentException($"There is no run '{id}' in {Folder}.");

    // The lock is looked at before the file: a run that ends in between has its end in the file by then.
    private RunRecord? TryRead(string id) => TryRead(id, FolderLock.IsHeld(RunFolder(id)));

    private RunRecord? TryRead(string id, bool isHeld)
    {
        var path = Path.Combine(RunFolder(id), EventsName);
        return RunRecord.From(id, RunEventJson.Read(ReadShared(path), path), isHeld);
    }

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
