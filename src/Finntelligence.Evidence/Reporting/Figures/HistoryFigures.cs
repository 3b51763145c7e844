using System.Collections.Immutable;
using Finntelligence.Modelling.Fitting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Evidence.Reporting.Figures;

/// <summary>How the models came to where they are: every version that is registered, and every move of an alias.</summary>
/// <param name="Versions">By kind, the oldest first.</param>
/// <param name="Moves">In the order they were made.</param>
internal sealed record HistoryFigures(ImmutableArray<VersionFigures> Versions, ImmutableArray<MoveFigures> Moves)
{
    /// <summary>Nothing registered.</summary>
    public static HistoryFigures None { get; } = new([], []);

    /// <summary>What a registry tells.</summary>
    public static HistoryFigures Of(RegistryState state) => new(
        [
            .. state.Models.OrderBy(model => model.Key, StringComparer.Ordinal).SelectMany(model => model.Value.Versions.OrderBy(v => v.Version).Select(entry =>
                new VersionFigures(
                    model.Key, entry.Version, ModelVersions.TrainerOf(entry) ?? "imported", entry.Created, entry.Data.Name, ModelVersions.IsSimulated(entry),
                    Find(entry, "auc"), Find(entry, "logLoss"), entry.Sha256, [.. model.Value.AliasesOf(entry.Version).Order(StringComparer.Ordinal)]))),
        ],
        [
            .. state.History.SelectMany(change => change.Moves.Select(move => new MoveFigures(
                change.When, change.Who, change.Alias, move.Kind, move.From, move.To, change.Action == AliasAction.Rollback, change.Forced, change.Why))),
        ]);

    private static double? Find(VersionEntry entry, string metric) => entry.Metrics.TryGetValue(metric, out double value) ? value : null;
}

/// <summary>One registered version.</summary>
internal sealed record VersionFigures(
    string Kind, int Version, string Trainer, DateTimeOffset Created, string Data, bool IsSimulated, double? Auc, double? LogLoss, string Sha256,
    ImmutableArray<string> Aliases);

/// <summary>One move of an alias, of one kind of model.</summary>
internal sealed record MoveFigures(
    DateTimeOffset When, string Who, string Alias, string Kind, int? From, int To, bool IsRollback, bool Forced, string Why);
