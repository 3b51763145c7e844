using System.Security.Cryptography;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.ModelOps.Registry;

/// <summary>
/// The registry of one product: <c>registry.json</c> and, for every version, <c>&lt;kind&gt;/&lt;version&gt;/model.zip</c>.
/// A model's file is written before the registry names it, and every file is renamed into place, so whatever is killed
/// between two steps, the registry is whole: at worst a folder is left that it does not name (see <see cref="Verify"/>).
/// Reading takes no lock; writers take turns.
/// </summary>
public sealed class LocalModelRegistry : IModelRegistry
{
    // A model has at most as much, and a registry of 10,000 versions some 10 MB.
    private const int GreatestFile = 64 << 20;

    private readonly TimeProvider _clock;
    private readonly Action<string>? _step;

    /// <param name="folder"><c>models/&lt;product&gt;</c>; made when the first model is registered.</param>
    /// <param name="clock">Tells when models are registered and aliases moved.</param>
    public LocalModelRegistry(string folder, TimeProvider clock)
        : this(folder, clock, step: null)
    {
    }

    internal LocalModelRegistry(string folder, TimeProvider clock, Action<string>? step)
    {
        Folder = Path.GetFullPath(folder);
        _clock = clock;
        _step = step;
    }

    /// <summary>The registry's folder.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public string Place => Folder;

    /// <summary>Full path of <c>registry.json</c>.</summary>
    public string StatePath => Path.Combine(Folder, "registry.json");

    /// <summary>Who is written into the history; the user's name on this machine by default.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>How long a writer waits for another one.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads the registry; one that does not exist yet is empty.</summary>
    /// <exception cref="RegistryException">The file is damaged; the message says how to mend it.</exception>
    public RegistryState Read()
    {
        byte[] json;
        try
        {
            json = RegularFile.ReadAllBytes(StatePath, GreatestFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return RegistryState.Empty;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RegistryException($"{StatePath} cannot be read: {e.Message} Give {Environment.UserName} permission to read it.", e);
        }
        catch (IOException e)
        {
            throw new RegistryException($"{StatePath} cannot be read: {e.Message}", e);
        }
        return RegistryJson.Read(json, StatePath);
    }

    /// <summary>
    /// Keeps a model's bytes as the next version of <paramref name="kind"/>. Bytes that are registered already keep their version and
    /// what is known of it; its file is written again if it was lost or damaged.
    /// </summary>
    /// <exception cref="RegistryException">The kind is no name, or the registry is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="TimeoutException">Another process is writing and does not end.</exception>
    public Registration Register(
        string kind, ReadOnlyMemory<byte> zip, VersionInfo info, CancellationToken cancellationToken = default)
    {
        return RegisterTogether([new NewVersion(kind, zip, info)], decide: null, cancellationToken).Registrations[0];
    }

    /// <summary>
    /// Keeps models that one training made, of one kind or of several, and points an alias at them, in one step: a reader, and whoever comes after
    /// a process that was killed, sees all of it or nothing.
    /// </summary>
    /// <param name="models">In the order of their versions.</param>
    /// <param name="decide">
    /// Given the registry with the new versions in it, and these versions: which alias moves. It is asked under the lock, so nobody else
    /// moves an alias meanwhile. Null, or an answer of null, moves none.
    /// </param>
    /// <param name="cancellationToken">Stops between files, before anything is registered.</param>
    /// <exception cref="RegistryException">A kind is no name, or the registry is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="TimeoutException">Another process is writing and does not end.</exception>
    public (IReadOnlyList<Registration> Registrations, AliasChange? Change) RegisterTogether(
        IReadOnlyList<NewVersion> models, Func<RegistryState, IReadOnlyList<ModelVersion>, AliasWish?>? decide,
        CancellationToken cancellationToken = default)
    {
        foreach (var model in models)
            RegistryNames.CheckKind(model.Kind);
        using var held = Lock(cancellationToken);
        var before = Read();
        var state = before;
        var registered = new List<(string Kind, VersionEntry Entry, bool IsNew)>();
        foreach (var model in models)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state = Keep(state, model, out var entry, out var isNew);
            registered.Add((model.Kind, entry, isNew));
        }
        Registration[] registrations = [.. registered.Select(one => new Registration(Locate(one.Kind, state.Kind(one.Kind), one.Entry), one.IsNew))];
        AliasChange? change = decide?.Invoke(state, [.. registrations.Select(one => one.Version)]) is { } wish
            ? AliasMoves.Plan(state, wish.Alias, wish.Targets, _clock.GetUtcNow(), User, wish.Why, wish.Forced)
            : null;
        if (change is not null)
            state = AliasMoves.Apply(state, change);
        // The one moment at which all of it becomes true.
        if (!ReferenceEquals(state, before))
            WriteState(state);
        return ([.. registered.Select(one => new Registration(Locate(one.Kind, state.Kind(one.Kind), one.Entry), one.IsNew))], change);
    }

    // Writes the file; the state that names it is still to be written.
    private RegistryState Keep(RegistryState state, NewVersion model, out VersionEntry entry, out bool isNew)
    {
        var (kind, zip, info) = model;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(zip.Span));
        var known = state.Kind(kind);
        isNew = known.Versions.All(version => version.Sha256 != sha256);
        if (!isNew)
        {
            entry = known.Versions.First(version => version.Sha256 == sha256);
            if (FileHash(PathOf(kind, entry.Version)) != sha256)
                WriteArtifact(kind, entry.Version, zip);
            return state;
        }
        var number = FreeVersion(kind, known, sha256);
        entry = new VersionEntry(number, sha256, zip.Length, info.Created ?? _clock.GetUtcNow(), info.Data, info.Options, info.Seed,
            info.Library, info.Commit, info.Metrics, info.RunId, info.Tags);
        WriteArtifact(kind, number, zip);
        return state.With(kind, known with { Versions = [.. known.Versions, entry] });
    }

    /// <summary>
    /// Points an alias of one or several kinds at versions in one step: a reader sees all of the moves or none. Null when it points there
    /// already: nothing is written then.
    /// </summary>
    /// <exception cref="RegistryException">A version does not exist, or the alias is no name; nothing moves then.</exception>
    public AliasChange? MoveTogether(
        string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced = false, CancellationToken cancellationToken = default) =>
        MoveTogether(_ => new AliasWish(alias, targets, why, forced), cancellationToken);

    /// <inheritdoc/>
    public AliasChange? MoveTogether(Func<RegistryState, AliasWish?> decide, CancellationToken cancellationToken = default)
    {
        using var held = Lock(cancellationToken);
        var state = Read();
        if (decide(state) is not { } wish)
            return null;
        var change = AliasMoves.Plan(state, wish.Alias, wish.Targets, _clock.GetUtcNow(), User, wish.Why, wish.Forced);
        if (change is not null)
            WriteState(AliasMoves.Apply(state, change));
        return change;
    }

    /// <summary>Undoes the last move of an alias, of all kinds that moved with it. Called again, it undoes the move before that.</summary>
    /// <exception cref="RegistryException">There is nothing to go back to.</exception>
    public AliasChange Rollback(string alias, string why, CancellationToken cancellationToken = default)
    {
        using var held = Lock(cancellationToken);
        var state = Read();
        var change = AliasMoves.PlanRollback(state, alias, _clock.GetUtcNow(), User, why);
        WriteState(AliasMoves.Apply(state, change));
        return change;
    }

    /// <summary>Finds a version by number (<c>3</c>, <c>v3</c>), by alias (<c>production</c>) or as <c>latest</c>.</summary>
    /// <exception cref="RegistryException">There is none; the message says what there is.</exception>
    public ModelVersion Resolve(string kind, string reference) => Resolve(Read(), kind, reference);

    /// <summary>As <see cref="Resolve(string, string)"/>, in a state read before, so that several kinds come from one reading.</summary>
    /// <exception cref="RegistryException">There is none; the message says what there is.</exception>
    public ModelVersion Resolve(RegistryState state, string kind, string reference)
    {
        var model = state.Kind(kind);
        if (state.Find(kind, reference) is { } entry)
            return Locate(kind, model, entry);
        throw state.Missing(kind, reference, Folder);
    }

    /// <summary>Hashes every registered file again and looks for folders that no version names.</summary>
    /// <exception cref="RegistryException">The registry is damaged.</exception>
    public RegistryAudit Verify(CancellationToken cancellationToken = default)
    {
        var state = Read();
        var faults = new List<VersionFault>();
        var verified = 0;
        foreach (var (kind, model) in state.Models.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var entry in model.Versions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = PathOf(kind, entry.Version);
                var found = FileHash(path);
                if (found == entry.Sha256)
                    verified++;
                else
                    faults.Add(new VersionFault(kind, entry.Version, path, entry.Sha256, found));
            }
        }
        return new RegistryAudit(verified, faults, [.. UnnamedFolders(state)]) { Orphans = OrphanVersion.Of(state) };
    }

    private FolderLock Lock(CancellationToken cancellationToken)
    {
        var held = FolderLock.Acquire(Folder, LockTimeout, _clock, cancellationToken);
        _step?.Invoke("locked");
        return held;
    }

    // A folder that a killed process left behind keeps its number, unless it holds these very bytes.
    private int FreeVersion(string kind, RegisteredKind model, string sha256)
    {
        var version = model.Versions.Select(entry => entry.Version).DefaultIfEmpty(0).Max() + 1;
        while (FileHash(PathOf(kind, version)) is { } left && left != sha256)
            version++;
        return version;
    }

    private void WriteArtifact(string kind, int version, ReadOnlyMemory<byte> zip) =>
        WriteFile(PathOf(kind, version), stream => stream.Write(zip.Span));

    private void WriteState(RegistryState state) => WriteFile(StatePath, stream => RegistryJson.Write(stream, state));

    private void WriteFile(string path, Action<Stream> write)
    {
        AtomicFile.RemoveAbandoned(path);
        AtomicFile.Write(path, write, _step is null ? null : step => _step($"{Path.GetFileName(path)} {step}"));
    }

    private ModelVersion Locate(string kind, RegisteredKind model, VersionEntry entry) =>
        new(kind, entry, PathOf(kind, entry.Version), model.AliasesOf(entry.Version));

    private string PathOf(string kind, int version) => Path.Combine(Folder, kind, $"{version}", "model.zip");

    private IEnumerable<string> UnnamedFolders(RegistryState state)
    {
        if (!Directory.Exists(Folder))
            return [];
        var named = state.Models.SelectMany(pair => pair.Value.Versions.Select(entry => Path.GetDirectoryName(PathOf(pair.Key, entry.Version))))
            .ToHashSet();
        return Directory.EnumerateDirectories(Folder).SelectMany(Directory.EnumerateDirectories)
            .Where(folder => RegistryNames.VersionNumber(Path.GetFileName(folder)) is not null && !named.Contains(folder))
            .Order(StringComparer.Ordinal);
    }

    // What is no regular file, or greater than any model may be, is no model: a writer replaces it, and an audit misses the model.
    private static string? FileHash(string path) => RegularFile.Sha256(path, GreatestFile);
}
