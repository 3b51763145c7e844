using System.Collections.Immutable;
using Finntelligence.RateCards.Binning;

namespace Finntelligence.RateCards.Search;

/// <summary>What the rules say of the rates of two cells: the second's position less the first's lies within limits.</summary>
/// <param name="Least">Inclusive; a great negative number for none.</param>
/// <param name="Greatest">Inclusive; a great number for none.</param>
internal readonly record struct RateDistance(int Least, int Greatest)
{
    private const int Any = 1 << 20;

    /// <summary>No rule.</summary>
    public static RateDistance Free { get; } = new(-Any, Any);

    /// <summary>Whether there is a rule.</summary>
    public bool IsFree => this == Free;

    /// <summary>Whether two positions keep it.</summary>
    public bool Allows(int first, int second) => second - first >= Least && second - first <= Greatest;

    /// <summary>Both this and another rule.</summary>
    public RateDistance And(RateDistance other) => new(Math.Max(Least, other.Least), Math.Min(Greatest, other.Greatest));
}

/// <summary>Finds which cells the rules about order and jumps tie together.</summary>
internal static class PairRules
{
    /// <summary>What the rules say of two cells.</summary>
    public static RateDistance Between(CardProblem problem, Region first, Region second)
    {
        var distance = RateDistance.Free;
        for (int f = 0; f < problem.Features.Length; f++)
        {
            var feature = problem.Features[f];
            if (!first.Meets(second, exceptFor: f))
                continue;
            var a = first.KnownOf(f, feature.Known);
            var b = second.KnownOf(f, feature.Known);
            int order = problem.Rules.Orders[f];
            if (order != 0 && feature.IsOrdered && a is { } one && b is { } other)
            {
                // All else equal, the customers of one have less of the feature than those of the other.
                if (one.Greatest < other.Least)
                    distance = distance.And(order > 0 ? new RateDistance(0, RateDistance.Free.Greatest) : new RateDistance(RateDistance.Free.Least, 0));
                else if (other.Greatest < one.Least)
                    distance = distance.And(order > 0 ? new RateDistance(RateDistance.Free.Least, 0) : new RateDistance(0, RateDistance.Free.Greatest));
            }

            if (problem.Rules.GreatestJump is { } jump && AreNeighbours(feature, a, b))
                distance = distance.And(new RateDistance(-jump, jump));
        }

        return distance;
    }

    /// <summary>All ties between the cells of a card.</summary>
    public static ImmutableArray<(int First, int Second, RateDistance Distance)> Of(CardProblem problem, IReadOnlyList<Region> cells)
    {
        var ties = ImmutableArray.CreateBuilder<(int, int, RateDistance)>();
        for (int i = 0; i < cells.Count; i++)
        {
            for (int j = i + 1; j < cells.Count; j++)
            {
                if (Between(problem, cells[i], cells[j]) is { IsFree: false } distance)
                    ties.Add((i, j, distance));
            }
        }

        return ties.ToImmutable();
    }

    // Ordered values must touch; sets of values, and known and missing ones, always do.
    private static bool AreNeighbours(BinnedInput feature, (int Least, int Greatest)? a, (int Least, int Greatest)? b) =>
        !feature.IsOrdered || a is not { } one || b is not { } other
        || (one.Greatest < other.Least ? one.Greatest + 1 == other.Least : other.Greatest >= one.Least || other.Greatest + 1 == one.Least);
}
