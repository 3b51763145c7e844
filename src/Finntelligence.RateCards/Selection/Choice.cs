using System.Collections.Immutable;
using Finntelligence.RateCards.Search;

namespace Finntelligence.RateCards.Selection;

/// <summary>One number of cells that was tried. Money is a customer's mean.</summary>
/// <param name="Cells">How many.</param>
/// <param name="Profit">Of the best card on all customers, which it was found on; NaN where the rules leave none.</param>
/// <param name="Upper">No card of as many cells that keeps the rules earns more there.</param>
/// <param name="HeldOut">On each fold by the card that was found on the others, together; NaN where a fold has none.</param>
/// <param name="HeldOutError">Standard error of it.</param>
/// <param name="Gain">Held out, less the card in force (less the card of one cell where there is none).</param>
/// <param name="GainError">Standard error of it, customer by customer.</param>
/// <param name="ToBest">Held out, less the best number of cells; 0 or less.</param>
/// <param name="ToBestError">Standard error of it, customer by customer.</param>
/// <param name="IsChosen">Whether it is the one.</param>
public sealed record TriedCells(
    int Cells, double Profit, double Upper, double HeldOut, double HeldOutError, double Gain, double GainError, double ToBest, double ToBestError, bool IsChosen);

/// <summary>The curve of value against cells, and what was chosen by it.</summary>
/// <param name="Tried">Every number of cells, ascending.</param>
/// <param name="Card">The best card of the chosen number, on all customers.</param>
/// <param name="HeldOutRates">Position of the rate that each customer has by the chosen number's card of the other folds.</param>
/// <param name="SingleRates">The same of the fewest cells, which stand for the rates in force where nobody knows them.</param>
public sealed record CellChoice(ImmutableArray<TriedCells> Tried, FoundCard Card, int[] HeldOutRates, int[] SingleRates);
