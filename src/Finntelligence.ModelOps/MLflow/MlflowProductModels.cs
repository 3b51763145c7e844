using System.Globalization;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.ModelOps.MLflow;

/// <summary>
/// The models of one product in MLflow's registry, with what it does not keep itself: every move of an alias, who made it, when, why
/// and on which figures. A move is written down, as a tag of each model that it moves, before the aliases follow; MLflow moves them one
/// by one, so a tag says that the move is under way until all have arrived. One that died half-way is found by that tag, and finished
/// by the next; what others do with the aliases meanwhile or afterwards is no half-way move of ours.
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

    // By alias: the key of the change that is under way, else Arrived. It stands at the first of the models that the change moves.
    private const string UnderWayTag = "finntelligence.underway.";
    private const string Arrived = "none";

    /// <summary>Who is written into the history; the user's name on this machine by default.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>Reads versions, aliases and history of all kinds.</summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<RegistryState> ReadAsync(CancellationToken cancellationToken = default) =>
        (await LookAsync(withVersions: true, cancellationToken).ConfigureAwait(false)).State;

    /// <summary>
    /// The version of every kind that an alias points at, as one: while a move is on its way, which MLflow makes one by one, all versions
    /// are those from before it. Where somebody moved an alias by other means, the aliases count as they stand.
    /// </summary>
    /// <exception cref="MlflowException">The server refuses or cannot be reached.</exception>
    public async Task<IReadOnlyDictionary<string, int>> PairAsync(string alias, CancellationToken cancellationToken = default)
    {
        var (state, changes, underWay) = await LookAsync(withVersions: false, cancellationToken).ConfigureAwait(false);
        var versions = state.Models.Where(model => model.Value.Aliases.ContainsKey(alias)).ToDictionary(model => model.Key, model => model.Value.Aliases[alias]);
        if (changes.LastOrDefault(recorded => recorded.Change.Alias == alias) is { Change: var last } recorded && underWay.Contains(recorded.Key)
            && last.Moves.All(move => versions.TryGetValue(move.Kind, out var now) && (now == move.To || now == move.From)))
        {
            foreach (var move in last.Moves)
            {
                if (move.From is { } from)
                    versions[move.Kind] = from;
            }
        }
        return versions;
    }

    /// <summary>Points an alias at versions. Null when it points there already; the stages are brought in step all the same.</summary>
    /// <exception cref="RegistryException">A version does not exist, the alias is no name, or the reason is too long to be kept; nothing moves then.</exception>
    /// <exception cref="MlflowException">The server refuses or cannot be reached; the same call again finishes the move.</exception>
    public async Task<AliasChange?> MoveAsync(
        string alias, IReadOnlyList<AliasTarget> targets, string why, bool forced, CancellationToken cancellationToken = default)
    {
        var (state, last) = await LookAsync(alias, cancellationToken).ConfigureAwait(false);
        if (last is { Change.Action: AliasAction.Move } unfinished
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
        var undoing = last is { Change.Action: AliasAction.Rollback } unfinished
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
            await ApplyAsync(Named(state, change), cancellationToken).ConfigureAwait(false);
        foreach (var target in targets.Where(target => change is null || change.Moves.All(move => move.Kind != target.Kind)))
            await registry.SetAliasAsync(NameOf(target.Kind), alias, target.Version, cancellationToken).ConfigureAwait(false);
        return change;
    }

    private async Task ApplyAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        await WriteAsync(recorded, cancellationToken).ConfigureAwait(false);
        foreach (var move in recorded.Change.Moves)
            await registry.SetAliasAsync(NameOf(move.Kind), recorded.Change.Alias, move.To, cancellationToken).ConfigureAwait(false);
        await SetUnderWayAsync(recorded.Change, Arrived, cancellationToken).ConfigureAwait(false);
    }

    private Task SetUnderWayAsync(AliasChange change, string key, CancellationToken cancellationToken) =>
        registry.SetTagAsync(NameOf(change.Moves[0].Kind), UnderWayTag + change.Alias, key, cancellationToken);

    private async Task WriteAsync(Recorded recorded, CancellationToken cancellationToken)
    {
        var note = RegistryNotes.Write(recorded.Change);
        if (note.Length > MlflowNames.LongestTag)
            throw new RegistryException($"MLflow keeps {MlflowNames.LongestTag} characters of a move, and this one has {note.Length}: shorten the reason.");
        // First, so that a change that is written down is under way or has arrived.
        await SetUnderWayAsync(recorded.Change, recorded.Key, cancellationToken).ConfigureAwait(false);
        foreach (var move in recorded.Change.Moves)
            await registry.SetTagAsync(NameOf(move.Kind), recorded.Key, note, cancellationToken).ConfigureAwait(false);
    }

    // Counted, so that the order does not hang on anybody's clock; and of two moves made at once neither overwrites the other.
    private static Recorded Named(RegistryState state, AliasChange change) => new(
        string.Create(CultureInfo.InvariantCulture, $"{ChangeTag}{state.History.Count + 1:d6}-{Guid.NewGuid().ToString("n")[..8]}"), change);

    /// <summary>The state, and the last change of an alias where that has not arrived.</summary>
    private async Task<(RegistryState State, Recorded? Unfinished)> LookAsync(string alias, CancellationToken cancellationToken)
    {
        var (state, changes, underWay) = await LookAsync(withVersions: true, cancellationToken).ConfigureAwait(false);
        return (state, changes.LastOrDefault(recorded => recorded.Change.Alias == alias) is { } last && underWay.Contains(last.Key) ? last : null);
    }

    private async Task<Looked> LookAsync(bool withVersions, CancellationToken cancellationToken)
    {
        var models = new Dictionary<string, RegisteredKind>();
        var changes = new SortedDictionary<string, AliasChange>(StringComparer.Ordinal);
        var underWay = new HashSet<string>();
        foreach (var kind in kinds)
        {
            if (await registry.ModelAsync(NameOf(kind), cancellationToken).ConfigureAwait(false) is not { } model)
                continue;
            var versions = withVersions ? await registry.VersionsAsync(model.Name, cancellationToken).ConfigureAwait(false) : [];
            models[kind] = new RegisteredKind(model.Aliases, [.. versions.OrderBy(version => version.Version).Select(Entry)]);
            foreach (var (key, value) in model.Tags)
            {
                if (key.StartsWith(ChangeTag, StringComparison.Ordinal) && RegistryNotes.ReadChange(value) is { Moves.Count: > 0 } change)
                    changes[key] = change;
                else if (key.StartsWith(UnderWayTag, StringComparison.Ordinal))
                    underWay.Add(value);
            }
        }
        return new Looked(
            new RegistryState(models, [.. changes.Values]), [.. changes.Select(change => new Recorded(change.Key, change.Value))], underWay);
    }

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

    private sealed record Looked(RegistryState State, IReadOnlyList<Recorded> Changes, IReadOnlySet<string> UnderWay);
}
