using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Tables;

namespace Finntelligence.RateCards.Search;

/// <summary>What a card comes to on a table.</summary>
public static class CardValue
{
    /// <summary>A customer's mean of a figure at the card's rates.</summary>
    /// <param name="root">The card.</param>
    /// <param name="table">The customers.</param>
    /// <param name="figures">By row, then rate.</param>
    public static double Of<T>(CardNode root, ProfitTable table, T[] figures) where T : struct, System.Numerics.INumber<T>
    {
        int[] rates = RatesOf(root, table);
        double sum = 0;
        for (int row = 0; row < table.Rows; row++)
            sum += double.CreateChecked(figures[(row * table.Rates.Length) + rates[row]]);
        return sum / table.Rows;
    }

    /// <summary>Position of each row's rate.</summary>
    public static int[] RatesOf(CardNode root, ProfitTable table)
    {
        var card = new SegmentCard("", root);
        var positions = card.Cells.ToDictionary(cell => cell.Name, cell => table.Rates.IndexOf(cell.Rate), StringComparer.Ordinal);
        var rates = new int[table.Rows];
        for (int row = 0; row < table.Rows; row++)
            rates[row] = positions[card.CellOf(table.InputsOf(row)).Name];
        return rates;
    }
}
