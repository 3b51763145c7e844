namespace Finntelligence.ModelOps.Dvc;

/// <summary>What <c>.dvc/config</c> and, over it, <c>.dvc/config.local</c> say: where the cache and the remotes are.</summary>
internal sealed class DvcConfig
{
    private readonly Dictionary<(string Section, string Key), (string Value, string Folder)> _values = [];
    private static readonly string[] Unsupported = ["version_aware", "worktree"];
    private readonly string _dvcFolder;

    private DvcConfig(string dvcFolder) => _dvcFolder = dvcFolder;

    public string CacheFolder => _values.TryGetValue(("cache", "dir"), out var set)
        ? FolderOf(set)
        : Path.Combine(_dvcFolder, "cache");

    public static DvcConfig Read(string dvcFolder)
    {
        var config = new DvcConfig(dvcFolder);
        foreach (var name in new[] { "config", "config.local" })
        {
            var path = Path.Combine(dvcFolder, name);
            if (File.Exists(path))
                config.Add(path);
        }
        return config;
    }

    /// <summary>The folder of a remote, the default one when it is not named. A path with a separator in it names a folder itself.</summary>
    /// <exception cref="DvcException">There is no such remote, or it is not a folder.</exception>
    public string RemoteFolder(string? name)
    {
        name ??= _values.TryGetValue(("core", "remote"), out var standard)
            ? standard.Value
            : throw new DvcException($"No remote is set. Write one into {Path.Combine(_dvcFolder, "config")}:\n[core]\n    remote = storage\n['remote \"storage\"']\n    url = /path/to/a/folder");
        if (name.AsSpan().ContainsAny('/', '\\'))
            return Path.GetFullPath(name);
        var section = $"remote \"{name.ToLowerInvariant()}\"";
        if (Unsupported.FirstOrDefault(member => _values.ContainsKey((section, member))) is { } unsupported)
            throw new DvcException($"The remote '{name}' uses '{unsupported}', which only DVC itself can do.");
        if (!_values.TryGetValue((section, "url"), out var remote))
            throw new DvcException($"{Path.Combine(_dvcFolder, "config")} has no remote '{name}' with a url.");
        if (remote.Value.StartsWith("file://", StringComparison.Ordinal))
            return new Uri(remote.Value).LocalPath;
        return remote.Value.Contains("://", StringComparison.Ordinal)
            ? throw new DvcException($"The remote '{name}' is not a folder. Use `dvc push` and `dvc pull` for it.")
            : FolderOf(remote);
    }

    // Relative to the folder of the file that says it.
    private static string FolderOf((string Value, string Folder) set)
    {
        if (set.Value is "~" or ['~', '/', ..])
            return Path.GetFullPath("." + set.Value[1..], Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        return set.Value.StartsWith('~')
            ? throw new DvcException($"{set.Value} begins with the name of another user, whose folder is not known here. Write it in full.")
            : Path.GetFullPath(set.Value, set.Folder);
    }

    private void Add(string path)
    {
        foreach (var (section, key, value) in DvcConfigText.Read(path))
            _values[(section, key)] = (value, Path.GetDirectoryName(path)!);
    }
}
