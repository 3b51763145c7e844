namespace Finntelligence.Lending.Products;

/// <summary>A row of history, whether it stands in history.csv or is on its way into it.</summary>
public interface IHistoryRow
{
    /// <summary>The text of a cell, without white space around it.</summary>
    /// <param name="column">A column that is there.</param>
    string Text(string column);

    /// <summary>The number in a cell; NaN where it is empty.</summary>
    /// <param name="column">A column that is there.</param>
    /// <exception cref="InvalidHistoryException">The cell is not a number.</exception>
    double Number(string column);
}

/// <summary>The one way a cell of history becomes a number.</summary>
public static class HistoryNumber
{
    /// <summary>The number, in the unit of what is read; NaN where the cell is missing, null where it is no number.</summary>
    public static double? Read(SourceColumn source, string text) =>
        source.IsMissing(text) ? double.NaN : source.TryNumber(text, out var number) ? number.Value : null;
}
