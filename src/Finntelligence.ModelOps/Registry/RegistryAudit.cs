namespace Finntelligence.ModelOps.Registry;

/// <summary>What hashing a registry's files again found.</summary>
/// <param name="Verified">How many versions have exactly the bytes they were registered with.</param>
/// <param name="Faults">Versions whose file is missing or has other bytes.</param>
/// <param name="UnnamedFolders">Folders of versions that the registry does not name: what a killed training left. They are safe to delete.</param>
public sealed record RegistryAudit(int Verified, IReadOnlyList<VersionFault> Faults, IReadOnlyList<string> UnnamedFolders)
{
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
