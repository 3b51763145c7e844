namespace Finntelligence.ModelOps.Registry;

/// <summary>What moving and rolling back an alias do to a state. Pure: nothing is written here.</summary>
internal static class AliasMoves
{
    /// <summary>Points <paramref name="alias"/> at every target; targets it points at already are left out, and null means that none is left.</summary>
    /// <exception cref="RegistryException">A target does not exist.</exception>
    public static AliasChange? Plan(
        RegistryState state, string alias, IReadOnlyList<AliasTarget> targets, DateTimeOffset when, string who, string why, bool forced)
    {
        RegistryNames.CheckAlias(alias);
        if (targets.Select(target => target.Kind).Distinct().Count() != targets.Count)
            throw new RegistryException($"A kind of model is named twice in one move of {alias}.");
        var moves = new List<AliasMove>();
        foreach (var target in targets.OrderBy(target => target.Kind, StringComparer.Ordinal))
        {
            var model = state.Kind(target.Kind);
            var entry = model.Find(target.Version) ?? throw Missing(target.Kind, model, target.Version);
            int? from = model.Aliases.TryGetValue(alias, out var current) ? current : null;
            if (from != target.Version)
                moves.Add(new AliasMove(target.Kind, from, target.Version, entry.Metrics));
        }
        return moves.Count == 0 ? null : new AliasChange(when, who, alias, AliasAction.Move, why, forced, moves);
    }

    /// <summary>Undoes the last move of <paramref name="alias"/> that has not been undone; called again, the one before it.</summary>
    /// <exception cref="RegistryException">There is nothing to go back to.</exception>
    public static AliasChange PlanRollback(RegistryState state, string alias, DateTimeOffset when, string who, string why)
    {
        var standing = new Stack<AliasChange>();
        foreach (var change in state.History.Where(change => change.Alias == alias))
        {
            if (change.Action == AliasAction.Move)
                standing.Push(change);
            else
                standing.TryPop(out _);
        }
        if (!standing.TryPeek(out var last) || last.Moves.Any(move => move.From is null))
            throw new RegistryException($"There is nothing to roll {alias} back to: it has pointed at no earlier version.");
        var moves = last.Moves.Select(move => new AliasMove(
            move.Kind, move.To, move.From!.Value, state.Kind(move.Kind).Find(move.From.Value)?.Metrics ?? new Dictionary<string, double>()));
        return new AliasChange(when, who, alias, AliasAction.Rollback, why, Forced: false, [.. moves]);
    }

    public static RegistryState Apply(RegistryState state, AliasChange change)
    {
        foreach (var move in change.Moves)
        {
            var model = state.Kind(move.Kind);
            state = state.With(move.Kind, model with { Aliases = new Dictionary<string, int>(model.Aliases) { [change.Alias] = move.To } });
        }
        return state with { History = [.. state.History, change] };
    }

    private static RegistryException Missing(string kind, RegisteredKind model, int version) => new(
        model.Versions.Count == 0
            ? $"No {kind} model is registered. Train one first."
            : $"There is no version {version} of {kind}; there are {string.Join(", ", model.Versions)}.");
}
