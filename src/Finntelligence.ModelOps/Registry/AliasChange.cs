namespace Finntelligence.ModelOps.Registry;

/// <summary>One change of an alias: of one kind of model, or of several at once.</summary>
/// <param name="When">By the clock of the machine that made it.</param>
/// <param name="Who">The user's name.</param>
/// <param name="Alias">The alias that moved.</param>
/// <param name="Action">A move forward, or the undoing of one.</param>
/// <param name="Why">The reason given.</param>
/// <param name="Forced">True when a failed gate was overridden.</param>
/// <param name="Moves">What moved, sorted by kind. Never empty.</param>
public sealed record AliasChange(
    DateTimeOffset When,
    string Who,
    string Alias,
    AliasAction Action,
    string Why,
    bool Forced,
    IReadOnlyList<AliasMove> Moves);

/// <summary>What a change was.</summary>
public enum AliasAction
{
    /// <summary>The alias was pointed at a version.</summary>
    Move,

    /// <summary>The last move that still stood was undone.</summary>
    Rollback,
}

/// <summary>The move of an alias within one kind of model.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="From">The version it pointed at; null when the alias was new.</param>
/// <param name="To">The version it points at now.</param>
/// <param name="Metrics">The version's figures.</param>
public sealed record AliasMove(string Kind, int? From, int To, IReadOnlyDictionary<string, double> Metrics);

/// <summary>A wish: the version an alias shall point at.</summary>
/// <param name="Kind">The kind of model.</param>
/// <param name="Version">The version's number.</param>
public sealed record AliasTarget(string Kind, int Version);

/// <summary>A wish: where an alias shall point, and why.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Targets">The version of every kind that moves.</param>
/// <param name="Why">Kept in the history.</param>
/// <param name="Forced">True when a failed gate was overridden.</param>
public sealed record AliasWish(string Alias, IReadOnlyList<AliasTarget> Targets, string Why, bool Forced = false);
