using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Training.Commands.Models;

/// <summary>How moves of an alias are told.</summary>
internal static class AliasChanges
{
    /// <summary>One line for each model that moved.</summary>
    public static void Show(AliasChange change, IReporter reporter)
    {
        foreach (var move in change.Moves)
        {
            reporter.Status(move.From is { } from
                ? $"{change.Alias}: {move.Kind} {from} → {move.To}"
                : $"{change.Alias}: {move.Kind} → {move.To}");
        }
    }

    /// <summary>For programs.</summary>
    public static object Document(AliasChange change) => new
    {
        change.Alias,
        change.Action,
        change.When,
        change.Who,
        change.Why,
        change.Forced,
        moves = change.Moves.Select(m => new { m.Kind, m.From, m.To, m.Metrics }),
    };
}
