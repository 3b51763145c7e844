namespace Finntelligence.ModelOps.Dvc;

/// <summary>What <c>.dvc/config</c> and, over it, <c>.dvc/config.local</c> say: where the cache and the remotes are.</summary>
internal sealed class DvcConfig
{
    private readonly Dictionary<(string Section, string Key), (string Value, string Folder)> _values = [];
    private readonly string _dvcFolder;

    private DvcConfig(string dvcFolder) => _dvcFolder = dvcFolder;

    public string CacheFolder => _values.TryGetValue(("cache", "dir"), out var set)
        ? Path.GetFullPath(set.Value, set.Folder)
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
        if (!_values.TryGetValue(($"remote \"{name}\"", "url"), out var remote))
            throw new DvcException($"{Path.Combine(_dvcFolder, "config")} has no remote '{name}' with a url.");
        if (remote.Value.StartsWith("file://", StringComparison.Ordinal))
            return new Uri(remote.Value).LocalPath;
        return remote.Value.Contains("://", StringComparison.Ordinal)
            ? throw new DvcException($"The remote '{name}' is not a folder. Use `dvc push` and `dvc pull` for it.")
            : Path.GetFullPath(remote.Value, remote.Folder);
    }

    private void Add(string path)
    {
        var section = "";
        var number = 0;
        foreach (var raw in File.ReadLines(path))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim().Trim('\'');
                continue;
            }
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || section.Length == 0)
                throw new DvcException($"{path}, line {number}: a section or 'name = value' was expected.");
            _values[(section, line[..equals].Trim())] = (line[(equals + 1)..].Trim(), Path.GetDirectoryName(path)!);
        }
    }
}
