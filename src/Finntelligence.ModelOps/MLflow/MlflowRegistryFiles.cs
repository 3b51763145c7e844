using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>MLflow's registry for those who work with files: what is looked at is fetched into a folder, named by its content.</summary>
/// <param name="models">The product's models on the server.</param>
/// <param name="place">The server, for a person.</param>
/// <param name="folder">Where files are kept; it may be emptied at any time.</param>
public sealed class MlflowRegistryFiles(MlflowProductModels models, string place, string folder) : IModelRegistry
{
    // As in LocalModelRegistry: no model is greater.
    private const int GreatestFile = 64 << 20;
    private const int MostTries = 3;

    /// <inheritdoc/>
    public string Place => place;

    /// <inheritdoc/>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public RegistryState Read() => models.ReadAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="MlflowException">The server refuses or cannot be reached, or the file is not what was registered.</exception>
    public ModelVersion Resolve(RegistryState state, string kind, string reference)
    {
        var entry = state.Find(kind, reference) ?? throw state.Missing(kind, reference, place);
        if (entry.Sha256.Length == 0)
            throw new RegistryException($"Version {entry} of {kind} in {place} was registered by something else: it has no tag {MlflowModelRegistry.Sha256Tag}.");
        var path = PathOf(entry);
        if (FileHash(path) != entry.Sha256)
            AtomicFile.WriteAllBytes(path, models.DownloadAsync(kind, entry.Version).GetAwaiter().GetResult());
        return new ModelVersion(kind, entry, path, state.Kind(kind).AliasesOf(entry.Version));
    }

    /// <inheritdoc/>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the move.</exception>
    public AliasChange? MoveTogether(
        string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced = false, CancellationToken cancellationToken = default) =>
        models.MoveAsync(alias, targets, why, forced, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <remarks>MLflow has no lock: the aliases are read again right before the move, and where one has moved, the choice is made anew.</remarks>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the move.</exception>
    public AliasChange? MoveTogether(Func<RegistryState, AliasWish?> decide, CancellationToken cancellationToken = default)
    {
        for (var tries = 1; ; tries++)
        {
            var judged = Read();
            if (decide(judged) is not { } wish)
                return null;
            if (judged.HasSameAliases(Read()))
                return models.MoveAsync(wish.Alias, wish.Targets, wish.Why, wish.Forced, cancellationToken).GetAwaiter().GetResult();
            if (tries == MostTries)
                throw new RegistryException($"Somebody else moves aliases in {place} all the time; nothing was moved. Try again.");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the undoing.</exception>
    public AliasChange Rollback(string alias, string why, CancellationToken cancellationToken = default) =>
        models.RollbackAsync(alias, why, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc/>
    /// <exception cref="MlflowException">The server cannot be reached.</exception>
    public RegistryAudit Verify(CancellationToken cancellationToken = default)
    {
        var faults = new List<VersionFault>();
        var verified = 0;
        var state = Read();
        foreach (var (kind, model) in state.Models.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var entry in model.Versions.Where(entry => entry.Sha256.Length > 0))
            {
                try
                {
                    models.DownloadAsync(kind, entry.Version, cancellationToken).GetAwaiter().GetResult();
                    verified++;
                }
                // That the server is gone says nothing of a file.
                catch (MlflowException fault) when (fault is not MlflowTransientException)
                {
                    faults.Add(new VersionFault(kind, entry.Version, fault.Message, entry.Sha256, Found: null));
                }
            }
        }
        return new RegistryAudit(verified, faults, []) { Orphans = OrphanVersion.Of(state) };
    }

    private string PathOf(VersionEntry entry) => Path.Combine(folder, $"{Path.GetFileName(entry.Sha256)}.zip");

    private static string? FileHash(string path) => RegularFile.Sha256(path, GreatestFile);
}
