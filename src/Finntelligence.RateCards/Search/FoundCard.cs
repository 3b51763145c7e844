using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.RateCards.Search;

/// <summary>The best card of a number of cells.</summary>
/// <param name="Cells">How many.</param>
/// <param name="Root">The card; null where the rules leave none.</param>
/// <param name="Profit">A customer's mean, on the customers that it was found on.</param>
/// <param name="Upper">No card of as many cells that keeps the rules has a greater mean there.</param>
/// <param name="Multiplier">What a limit was priced at: profit for each unit of loss or take-up; 0 without a limit, or where it does not bind.</param>
public sealed record FoundCard(int Cells, CardNode? Root, double Profit, double Upper, double Multiplier)
{
    /// <summary>By how much a better card could at most be better, as a share of the profit; 0 where it is proven that none is.</summary>
    public double Gap => Root is null ? 0 : Math.Max(0, Upper - Profit) / Math.Max(Math.Abs(Profit), double.Epsilon);
}

/// <summary>What a search found.</summary>
/// <param name="Cards">By number of cells, from one.</param>
/// <param name="Searches">Parts of the customers that were searched.</param>
public sealed record SearchOutcome(ImmutableArray<FoundCard> Cards, int Searches)
{
    /// <summary>The card of a number of cells; null where the rules leave none.</summary>
    public FoundCard? Of(int cells) => Cards.FirstOrDefault(c => c.Cells == cells && c.Root is not null);
}
