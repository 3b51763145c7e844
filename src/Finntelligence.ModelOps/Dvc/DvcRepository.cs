using System.Text;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Dvc;

/// <summary>
/// Versions of data in DVC's own files and layout, so that DVC and this program can take turns on the same folder. Data is hashed
/// each time it is looked at; there is no state besides DVC's files.
/// </summary>
public sealed class DvcRepository
{
    /// <summary>The file that describes the stages.</summary>
    public const string PipelineName = "dvc.yaml";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _clock;
    private readonly DvcConfig _config;
    private readonly ObjectStore _cache;

    private DvcRepository(string root, TimeProvider clock)
    {
        Root = root;
        _clock = clock;
        _config = DvcConfig.Read(Path.Combine(root, ".dvc"));
        _cache = new ObjectStore(_config.CacheFolder);
    }

    /// <summary>The folder that holds <c>.dvc</c>.</summary>
    public string Root { get; }

    /// <summary>The stages of <c>dvc.yaml</c>.</summary>
    /// <exception cref="DvcException">The file is damaged, or uses what only DVC itself can do.</exception>
    public IReadOnlyList<DvcStage> Stages => DvcStage.ReadAll(PipelinePath);

    private string PipelinePath => Path.Combine(Root, PipelineName);

    private string LockPath => Path.Combine(Root, "dvc.lock");

    /// <summary>Opens the repository whose root is <paramref name="root"/>. Nothing is written; what DVC needs there is made with the first record, as <c>dvc init</c> does.</summary>
    /// <exception cref="DvcException">The configuration is damaged, or <c>.dvcignore</c> holds patterns, which only DVC itself knows.</exception>
    public static DvcRepository Open(string root, TimeProvider clock)
    {
        root = Path.GetFullPath(root);
        DvcFolder.CheckIgnores(Path.Combine(root, DvcFolder.IgnoreName));
        return new DvcRepository(root, clock);
    }

    /// <summary>Records a file or a folder: its hash into <c>&lt;path&gt;.dvc</c>, its bytes into the cache, its name into <c>.gitignore</c>.</summary>
    /// <param name="path">Absolute, or relative to <see cref="Root"/>.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="DvcException">There is nothing, it lies outside, or a stage makes it.</exception>
    public DvcEntry Add(string path, CancellationToken cancellationToken = default)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Root));
        var relative = Relative(full);
        if (DvcStage.ReadAll(PipelinePath).FirstOrDefault(stage => stage.Outputs.Any(output => Normal(output.Path) == relative)) is { } maker)
            throw new DvcException($"{relative} is made by the stage {maker.Name} and recorded in dvc.lock; it cannot be added as well.");
        using var held = Lock(cancellationToken);
        var hash = DvcHash.Of(full, cancellationToken) ?? throw new DvcException($"There is nothing at {full}.");
        var entry = new DvcEntry(Path.GetFileName(full), hash);
        // All that can be refused is, before anything is written.
        var file = DvcFile.With(full + DvcFile.Extension, entry);
        Initialise();
        Keep(full, hash, cancellationToken);
        file.Save();
        GitIgnore(full);
        return entry;
    }

    /// <summary>Records that a stage of <c>dvc.yaml</c> has just run: its dependencies, parameters and outputs into <c>dvc.lock</c>, its outputs into the cache.</summary>
    /// <param name="stageName">The stage.</param>
    /// <param name="keepMissing">True to keep the recorded hash of what is not here, as of data that a clone does not have.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="DvcException">There is no such stage, or something it reads or makes is missing.</exception>
    public void Commit(string stageName, bool keepMissing = false, CancellationToken cancellationToken = default)
    {
        var stages = DvcStage.ReadAll(PipelinePath);
        var stage = stages.FirstOrDefault(candidate => candidate.Name == stageName)
            ?? throw new DvcException($"{PipelinePath} has no stage '{stageName}'; it has {string.Join(", ", stages.Select(known => known.Name))}.");
        using var held = Lock(cancellationToken);
        var locked = new DvcLock(LockPath);
        var before = keepMissing ? locked.Find(stage.Name) : null;
        var dependencies = stage.Dependencies.Select(path => new DvcEntry(
            path, DvcHash.Of(Full(path), cancellationToken) ?? Find(before?.Dependencies ?? [], path) ?? throw Missing(stage, path)));
        var made = stage.Outputs.Select(output => (Output: output, Now: DvcHash.Of(Full(output.Path), cancellationToken))).ToArray();
        var outputs = made.Select(one => new DvcEntry(one.Output.Path, one.Now ?? Find(before?.Outputs ?? [], one.Output.Path) ?? throw Missing(stage, one.Output.Path)));
        // All that can be refused is, before anything is written.
        locked.Set(stage.Name, new DvcLockedStage(stage.Command, [.. dependencies], Parameters(stage), [.. outputs]));
        Initialise();
        foreach (var (output, now) in made)
        {
            if (output.IsCached && now is not null)
                Keep(Full(output.Path), now, cancellationToken);
        }
        locked.Save();
    }

    /// <summary>Everything that differs from its record, stages first. Empty means up to date.</summary>
    /// <exception cref="DvcException">A file of DVC's is damaged.</exception>
    public IReadOnlyList<DvcChange> Status(CancellationToken cancellationToken = default)
    {
        var changes = new List<DvcChange>();
        var locked = new DvcLock(LockPath);
        foreach (var stage in DvcStage.ReadAll(PipelinePath))
            changes.AddRange(StatusOf(stage, locked.Find(stage.Name), cancellationToken));
        foreach (var record in Recorded())
        {
            if (Compare(record.Hash, DvcHash.Of(record.Path, cancellationToken)) is { } kind)
                changes.Add(new DvcChange(Relative(record.File), Relative(record.Path), kind));
        }
        return changes;
    }

    /// <summary>Recorded stages that differ from their record. One that never ran has no results to vouch for, and is not among them.</summary>
    /// <exception cref="DvcException">A file of DVC's is damaged.</exception>
    public IReadOnlyList<string> ChangedStages(CancellationToken cancellationToken = default)
    {
        var names = Stages.Select(stage => stage.Name).ToHashSet();
        return [.. Status(cancellationToken)
            .Where(c => names.Contains(c.Target) && c is not { What: "cmd", Change: DvcChangeKind.New } && c.Change != DvcChangeKind.Deleted)
            .Select(c => c.Target).Distinct()];
    }

    /// <summary>Where the cache holds the file of that md5; null when it does not.</summary>
    public string? Cached(string md5) => DvcHash.IsMd5(md5) && _cache.Has(md5) ? _cache.PathOf(md5) : null;

    /// <summary>Copies everything recorded from the cache to a remote folder.</summary>
    /// <param name="remote">The remote's name, or the path of a folder; null for the default one.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="DvcException">The remote is not a folder, or something recorded is not in the cache.</exception>
    public DvcTransfer Push(string? remote = null, CancellationToken cancellationToken = default)
    {
        using var held = Lock(cancellationToken);
        var target = new ObjectStore(_config.RemoteFolder(remote));
        var (copied, present) = (0, 0);
        foreach (var (path, hash, _) in Kept().Where(entry => entry.IsPushed))
        {
            if (!_cache.HasWhole(hash.Md5))
            {
                if (target.HasWhole(hash.Md5))
                    continue;
                throw new DvcException($"{Relative(path)} is recorded but not in the cache. Add it, or run the stage that makes it, and push again.");
            }
            Copy(_cache, target, hash.Md5, ref copied, ref present, cancellationToken);
        }
        return new DvcTransfer(copied, present, Restored: 0);
    }

    /// <summary>Fetches everything recorded from a remote folder into the cache and writes it into the workspace.</summary>
    /// <param name="remote">The remote's name, or the path of a folder; null for the default one.</param>
    /// <param name="force">True to overwrite files of the workspace that are saved nowhere.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="DvcException">Something is neither in the cache nor in the remote, or a file would be lost; nothing of that entry is written then.</exception>
    public DvcTransfer Pull(string? remote = null, bool force = false, CancellationToken cancellationToken = default)
    {
        using var held = Lock(cancellationToken);
        var kept = Kept().ToArray();
        var (copied, present) = (0, 0);
        foreach (var (path, hash, _) in kept.Where(entry => !_cache.HasWhole(entry.Hash.Md5)))
        {
            var source = new ObjectStore(_config.RemoteFolder(remote));
            if (!source.HasWhole(hash.Md5))
                throw new DvcException($"{Relative(path)} ({hash.Md5}) is neither in the cache nor in {source.Folder}. Push it from where it was made.");
            Copy(source, _cache, hash.Md5, ref copied, ref present, cancellationToken);
        }
        var checkout = new DvcCheckout(_cache, force);
        var restored = kept.Sum(entry => checkout.Restore(entry.Path, entry.Hash, cancellationToken));
        return new DvcTransfer(copied, present, restored);
    }

    private IEnumerable<DvcChange> StatusOf(DvcStage stage, DvcLockedStage? locked, CancellationToken cancellationToken)
    {
        if (locked is null)
            return [new DvcChange(stage.Name, "cmd", DvcChangeKind.New)];
        var changes = new List<DvcChange>();
        if (!stage.Command.SequenceEqual(locked.Command))
            changes.Add(new DvcChange(stage.Name, "cmd", DvcChangeKind.Modified));
        foreach (var (path, recorded) in stage.Dependencies.Select(path => (path, Find(locked.Dependencies, path)))
            .Concat(stage.Outputs.Select(output => (output.Path, Find(locked.Outputs, output.Path)))))
        {
            if (Compare(recorded, DvcHash.Of(Full(path), cancellationToken)) is { } kind)
                changes.Add(new DvcChange(stage.Name, path, kind));
        }
        changes.AddRange(ParameterChanges(stage, locked.Parameters));
        return changes;
    }

    private IEnumerable<DvcChange> ParameterChanges(DvcStage stage, YamlMap locked)
    {
        foreach (var (file, keys) in stage.Parameters)
        {
            if (DvcParameters.Read(Full(file), keys) is not { } now)
            {
                yield return new DvcChange(stage.Name, file, DvcChangeKind.Deleted);
                continue;
            }
            var known = locked[file] as YamlMap ?? YamlMap.Of();
            // Of a file as a whole, DVC compares the members that are there and those that were.
            var asked = keys.Count > 0
                ? keys.Distinct().Order(StringComparer.Ordinal).Select(YamlScalar.Of)
                : now.Members.Select(member => member.Key).Concat(known.Members.Select(member => member.Key).Where(key => now.Find(key) is null));
            foreach (var key in asked)
            {
                var change = (now.Find(key), known.Find(key)) switch
                {
                    (null, _) => DvcChangeKind.Deleted,
                    (_, null) => DvcChangeKind.New,
                    var (value, before) => value.HasSameValue(before) ? null : DvcChangeKind.Modified as DvcChangeKind?,
                };
                if (change is { } kind)
                    yield return new DvcChange(stage.Name, $"{file}:{key.Value}", kind);
            }
        }
    }

    private YamlMap Parameters(DvcStage stage)
    {
        var files = new List<YamlMember>();
        foreach (var (file, keys) in stage.Parameters)
        {
            var values = DvcParameters.Read(Full(file), keys) ?? throw new DvcException($"The parameter file {Full(file)} does not exist.");
            var missing = keys.Where(key => values[key] is null).ToArray();
            if (missing.Length > 0)
                throw new DvcException($"{Full(file)} has no parameter '{string.Join("', '", missing)}'.");
            files.Add(new YamlMember(file, values));
        }
        return new YamlMap(files);
    }

    private static DvcHash? Find(IReadOnlyList<DvcEntry> entries, string path) =>
        entries.FirstOrDefault(entry => Normal(entry.Path) == Normal(path))?.Hash;

    private static DvcChangeKind? Compare(DvcHash? recorded, DvcHash? now) => (recorded, now) switch
    {
        (_, null) => DvcChangeKind.Deleted,
        (null, _) => DvcChangeKind.New,
        _ => recorded.IsSameContent(now) ? null : DvcChangeKind.Modified,
    };

    /// <summary>Everything whose bytes DVC keeps, by full path: what the .dvc files and the lock record, less what git tracks.</summary>
    private IEnumerable<(string Path, DvcHash Hash, bool IsPushed)> Kept()
    {
        var outputs = DvcStage.ReadAll(PipelinePath).SelectMany(stage => stage.Outputs).ToArray();
        var inGit = outputs.Where(output => !output.IsCached).Select(output => Normal(output.Path)).ToHashSet(StringComparer.Ordinal);
        var stays = outputs.Where(output => !output.IsPushed).Select(output => Normal(output.Path)).ToHashSet(StringComparer.Ordinal);
        return Recorded().Select(record => (record.Path, record.Hash, record.IsPushed))
            .Concat(new DvcLock(LockPath).Outputs.Where(locked => !inGit.Contains(Normal(locked.Output.Path)))
                .Select(locked => (Path: Full(locked.Output.Path), locked.Output.Hash, IsPushed: !stays.Contains(Normal(locked.Output.Path)))))
            // A record must not make us write elsewhere.
            .Select(kept => (Path.Combine(Root, Relative(kept.Path)), kept.Hash, kept.IsPushed));
    }

    private IEnumerable<DvcRecord> Recorded() =>
        DvcFolder.FilesBelow(Root)
            .Where(file => file.EndsWith(DvcFile.Extension, StringComparison.Ordinal) && Path.GetFileName(file) != DvcFile.Extension)
            .Order(StringComparer.Ordinal)
            .SelectMany(DvcFile.Read);

    private void Keep(string path, DvcHash hash, CancellationToken cancellationToken)
    {
        if (!hash.IsFolder)
        {
            _cache.Keep(path, hash.Md5);
            return;
        }
        var folder = DvcFolder.Scan(path, cancellationToken);
        if (folder.Hash.Md5 != hash.Md5)
            throw new DvcException($"{path} was changed while it was being recorded. Try again.");
        foreach (var file in folder.Files)
            _cache.Keep(Path.Combine(path, file.RelativePath), file.Md5);
        // The list last: where it is, its files are.
        _cache.Keep(folder);
    }

    private void Initialise()
    {
        var folder = Path.Combine(Root, ".dvc");
        if (!File.Exists(Path.Combine(folder, "config")))
            AtomicFile.WriteAllText(Path.Combine(folder, "config"), "");
        if (!File.Exists(Path.Combine(folder, ".gitignore")))
            AtomicFile.WriteAllText(Path.Combine(folder, ".gitignore"), "/config.local\n/tmp\n/cache\n");
    }

    private static void Copy(ObjectStore from, ObjectStore to, string md5, ref int copied, ref int present, CancellationToken cancellationToken)
    {
        var objects = md5.EndsWith(DvcFolder.Suffix, StringComparison.Ordinal) ? from.Listing(md5).Files.Select(file => file.Md5).Append(md5) : [md5];
        foreach (var name in objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (to.Keep(from.PathOf(name), name))
                copied++;
            else
                present++;
        }
    }

    private static void GitIgnore(string path)
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, ".gitignore");
        var line = "/" + Path.GetFileName(path);
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        if (text.Split('\n').Any(known => known.TrimEnd('\r') == line))
            return;
        var added = new StringBuilder(text);
        if (text.Length > 0 && !text.EndsWith('\n'))
            added.Append('\n');
        AtomicFile.WriteAllText(file, added.Append(line).Append('\n').ToString());
    }

    private FolderLock Lock(CancellationToken cancellationToken) =>
        FolderLock.Acquire(Path.Combine(Root, ".dvc", "tmp"), LockTimeout, _clock, cancellationToken);

    private string Full(string path) => Path.GetFullPath(path, Root);

    private string Relative(string path)
    {
        var relative = Path.GetRelativePath(Root, path).Replace('\\', '/');
        return relative is "." or ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new DvcException($"{path} does not lie below {Root}.")
            : relative;
    }

    private static string Normal(string path) => path.Replace('\\', '/').TrimEnd('/') is var text && text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;

    private static DvcException Missing(DvcStage stage, string path) => new($"{path} of the stage {stage.Name} does not exist, so the stage cannot be recorded.");
}
