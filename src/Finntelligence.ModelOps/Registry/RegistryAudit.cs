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

    /// <summary>The faults of versions that an alias was just moved to.</summary>
    public IEnumerable<VersionFault> Of(AliasChange change) => Faults.Where(f => change.Moves.Any(m => m.Kind == f.Kind && m.To == f.Version));
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
/// A version that a training registered alone: without a model of another kind, and no alias was ever pointed at anything of that training.
/// It was killed in between, as could happen before its models were registered in one step. A model that lost against another trainer's has
/// its sisters, and is none.
/// </summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="RunId">The training.</param>
public sealed record OrphanVersion(string Kind, int Version, string RunId)
{
    /// <summary>One line for a user.</summary>
    public override string ToString() =>
        $"{Kind} {Version} was registered by the training {RunId}, which was interrupted before its other model. It does no harm; `train` again registers both models.";

    internal static IReadOnlyList<OrphanVersion> Of(RegistryState state)
    {
        var pointedAt = state.History.SelectMany(change => change.Moves).SelectMany(move => new[] { (move.Kind, move.To), (move.Kind, move.From ?? 0) })
            .Concat(state.Models.SelectMany(model => model.Value.Aliases.Values.Select(version => (model.Key, version))))
            .ToHashSet();
        return [.. state.Models.SelectMany(model => model.Value.Versions.Select(entry => (Kind: model.Key, Entry: entry)))
            .Where(version => version.Entry.RunId is not null)
            .GroupBy(version => version.Entry.RunId!)
            .Where(run => run.DistinctBy(version => version.Kind).Count() == 1 && !run.Any(version => pointedAt.Contains((version.Kind, version.Entry.Version))))
            .SelectMany(run => run.Select(version => new OrphanVersion(version.Kind, version.Entry.Version, run.Key)))
            .OrderBy(orphan => orphan.Kind, StringComparer.Ordinal).ThenBy(orphan => orphan.Version)];
    }
}
