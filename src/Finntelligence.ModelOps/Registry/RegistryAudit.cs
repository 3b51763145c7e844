namespace Finntelligence.ModelOps.Registry;

/// <summary>What hashing a registry's files again found.</summary>
/// <param name="Verified">How many versions have exactly the bytes they were registered with.</param>
/// <param name="Faults">Versions whose file is missing or has other bytes.</param>
/// <param name="UnnamedFolders">Folders of versions that the registry does not name: what a killed training left. They are safe to delete.</param>
public sealed record RegistryAudit(int Verified, IReadOnlyList<VersionFault> Faults, IReadOnlyList<string> UnnamedFolders)
{
    /// <summary>Versions that an interrupted training left alone.</summary>
    public IReadOnlyList<OrphanVersion> Orphans { get; init; } = [];

    /// <summary>True when every registered version is whole.</summary>
    public bool IsWhole => Faults.Count == 0;
}

/// <summary>A version whose file is not what was registered.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Path">Where its file should be.</param>
/// <param name="Expected">The sha256 it was registered with.</param>
/// <param name="Found">The sha256 of the file now; null when there is no file.</param>
public sealed record VersionFault(string Kind, int Version, string Path, string Expected, string? Found)
{
    /// <summary>One line for a user.</summary>
    public override string ToString() => Found is null
        ? $"{Kind} {Version}: {Path} is missing. Restore it from version control or a backup, or run `reproduce`."
        : $"{Kind} {Version}: {Path} has the sha256 {Found}, registered was {Expected}. Restore it from version control or a backup.";
}

/// <summary>
/// A version of a training that no alias was ever pointed at any version of: a training points one at the best of what it made, so either nothing
/// it made was good enough, or it was killed in between, as could happen before its models were registered in one step.
/// </summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="RunId">The training.</param>
public sealed record OrphanVersion(string Kind, int Version, string RunId)
{
    /// <summary>One line for a user.</summary>
    public override string ToString() =>
        $"{Kind} {Version} was registered by the training {RunId}, and no alias ever pointed at anything of it: it was interrupted, or none of its models "
        + "kept the product's promises. It does no harm.";

    internal static IReadOnlyList<OrphanVersion> Of(RegistryState state)
    {
        var pointedAt = state.History.SelectMany(change => change.Moves).SelectMany(move => new[] { (move.Kind, move.To), (move.Kind, move.From ?? 0) })
            .Concat(state.Models.SelectMany(model => model.Value.Aliases.Values.Select(version => (model.Key, version))))
            .ToHashSet();
        // Of the trainers that competed only the better one's version is pointed at.
        var ended = state.Models.SelectMany(model => model.Value.Versions.Where(entry => pointedAt.Contains((model.Key, entry.Version))).Select(entry => entry.RunId))
            .ToHashSet();
        return [.. state.Models.OrderBy(model => model.Key, StringComparer.Ordinal)
            .SelectMany(model => model.Value.Versions
                .Where(entry => entry.RunId is not null && !ended.Contains(entry.RunId))
                .Select(entry => new OrphanVersion(model.Key, entry.Version, entry.RunId!)))];
    }
}
