using System.Globalization;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// The models of one product in MLflow's registry, with what it does not keep itself: every move of an alias, who made it, when, why
/// and on which figures. A move is written down, as a tag of each model that it moves, before the aliases follow; MLflow moves them one
/// by one, so one that died half-way is found by what was written down, and finished by the next.
/// </summary>
/// <param name="registry">The server's registry.</param>
/// <param name="product">The product's name.</param>
/// <param name="kinds">Kinds of model, as <c>risk</c>.</param>
/// <param name="clock">Tells when aliases are moved.</param>
public sealed class MlflowProductModels(MlflowModelRegistry registry, string product, IReadOnlyList<string> kinds, TimeProvider clock)
{
    /// <summary>The tag of a version that says how it came about.</summary>
    public const string VersionTag = "finntelligence.version";

    private const string ChangeTag = "finntelligence.change.";

    /// <summary>Who is written into the history; the user's name on this machine by default.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>Reads versions, aliases and history of all kinds.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<RegistryState> ReadAsync(CancellationToken cancellationToken = default) =>
        (await LookAsync(cancellationToken).ConfigureAwait(false)).State;

    /// <summary>Points an alias at versions. Null when it points there already; the stages are brought in step all the same.</summary>
    /// <exception cref="RegistryException">A version does not exist, the alias is no name, or the reason is too long to be kept; nothing moves then.</exception>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the move.</exception>
    public async Task<AliasChange?> MoveAsync(
        string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced, CancellationToken cancellationToken = default)
    {
        var (state, last) = await LookAsync(alias, cancellationToken).ConfigureAwait(false);
        if (last is { Change.Action: AliasAction.Move } unfinished && IsUnfinished(state, unfinished.Change)
            && unfinished.Change.Moves.All(move => targets.Any(target => target.Kind == move.Kind && target.Version == move.To)))
        {
            await ApplyAsync(unfinished, cancellationToken).ConfigureAwait(false);
            state = AliasMoves.Apply(state, unfinished.Change);
            return await ContinueAsync(state, alias, targets, why, forced, cancellationToken).ConfigureAwait(false) ?? unfinished.Change;
        }
        return await ContinueAsync(state, alias, targets, why, forced, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Undoes the last move of an alias that has not been undone; an undoing that died half-way is finished instead.</summary>
    /// <exception cref="RegistryException">There is nothing to go back to.</exception>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the undoing.</exception>
    public async Task<AliasChange> RollbackAsync(string alias, string why, CancellationToken cancellationToken = default)
    {
        RegistryNames.CheckAlias(alias);
        var (state, last) = await LookAsync(alias, cancellationToken).ConfigureAwait(false);
        var undoing = last is { Change.Action: AliasAction.Rollback } unfinished && IsUnfinished(state, unfinished.Change)
            ? unfinished
            : Named(state, AliasMoves.PlanRollback(state, alias, clock.GetUtcNow(), User, why));
        await ApplyAsync(undoing, cancellationToken).ConfigureAwait(false);
        return undoing.Change;
    }

    /// <summary>The bytes of a version's model, checked against the sha256 it was registered with.</summary>
    /// <exception cref="MlflowException">The file cannot be had, or is not what was registered.</exception>
    public async Task<byte[]> DownloadAsync(string kind, int version, CancellationToken cancellationToken = default)
    {
        var name = NameOf(kind);
        var found = await registry.ResolveAsync(name, version.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false)
            ?? throw new MlflowException($"There is no version {version} of {name} on {registry.Server}.");
        return await registry.DownloadAsync(found, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async Task<AliasChange?> ContinueAsync(
        RegistryState state, string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced, CancellationToken cancellationToken)
    {
        var change = AliasMoves.Plan(state, alias, targets, clock.GetUtcNow(), User, why, forced);
        if (change is not null)
            await WriteAsync(Named(state, change), cancellationToken).ConfigureAwait(false);
        foreach (var target in targets)
            await registry.SetAliasAsync(NameOf(target.Kind), alias, target.Version, cancellationToken).ConfigureAwait(false);
        return change;
    }

    private async Task ApplyAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        await WriteAsync(recorded, cancellationToken).ConfigureAwait(false);
        foreach (var move in recorded.Change.Moves)
            await registry.SetAliasAsync(NameOf(move.Kind), recorded.Change.Alias, move.To, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        var note = RegistryNotes.Write(recorded.Change);
        if (note.Length > MlflowNames.LongestTag)
            throw new RegistryException($"MLflow keeps {MlflowNames.LongestTag} characters of a move, and this one has {note.Length}: shorten the reason.");
        foreach (var move in recorded.Change.Moves)
            await registry.SetTagAsync(NameOf(move.Kind), recorded.Key, note, cancellationToken).ConfigureAwait(false);
    }

    // Counted, so that the order does not hang on anybody's clock; and of two moves made at once neither overwrites the other.
    private static Recorded Named(RegistryState state, AliasChange change) => new(
        string.Create(CultureInfo.InvariantCulture, $"{ChangeTag}{state.History.Count + 1:d6}-{Guid.NewGuid().ToString("n")[..8]}"), change);

    private async Task<(RegistryState State, Recorded? Last)> LookAsync(string alias, CancellationToken cancellationToken)
    {
        var (state, changes) = await LookAsync(cancellationToken).ConfigureAwait(false);
        return (state, changes.LastOrDefault(recorded => recorded.Change.Alias == alias));
    }

    private async Task<(RegistryState State, IReadOnlyList<Recorded> Changes)> LookAsync(CancellationToken cancellationToken)
    {
        var models = new Dictionary<string, RegisteredKind>();
        var changes = new SortedDictionary<string, AliasChange>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            if (await registry.ModelAsync(NameOf(kind), cancellationToken).ConfigureAwait(false) is not { } model)
                continue;
            var versions = await registry.VersionsAsync(model.Name, cancellationToken).ConfigureAwait(false);
            models[kind] = new RegisteredKind(model.Aliases, [.. versions.OrderBy(version => version.Version).Select(Entry)]);
            foreach (var (key, value) in model.Tags)
            {
                if (key.StartsWith(ChangeTag, StringComparison.Ordinal) && RegistryNotes.ReadChange(value) is { Moves.Count: > 0 } change)
                    changes[key] = change;
            }
        }
        return (new RegistryState(models, [.. changes.Values]), [.. changes.Select(change => new Recorded(change.Key, change.Value))]);
    }

    private static bool IsUnfinished(RegistryState state, AliasChange change) =>
        change.Moves.Any(move => !state.Kind(move.Kind).Aliases.TryGetValue(change.Alias, out var now) || now != move.To);

    private static VersionEntry Entry(MlflowModelVersion version)
    {
        var note = version.Tags.TryGetValue(VersionTag, out var json) ? RegistryNotes.ReadVersion(json) : null;
        return new VersionEntry(
            version.Version,
            version.Sha256 ?? "",
            long.TryParse(version.Tags.GetValueOrDefault(ModelPublication.SizeTag), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0,
            note?.Created ?? version.Created ?? DateTimeOffset.UnixEpoch,
            note?.Data ?? new DataReference("unknown", "", ""),
            note?.Options ?? new Dictionary<string, string>(),
            note?.Seed ?? 0,
            note?.Library ?? "unknown",
            note?.Commit,
            note?.Metrics ?? new Dictionary<string, double>(),
            note?.RunId ?? version.RunId,
            note?.Tags ?? version.Tags);
    }

    private string NameOf(string kind) => ModelUri.NameOf(product, kind);

    private sealed record Recorded(string Key, AliasChange Change);
}
