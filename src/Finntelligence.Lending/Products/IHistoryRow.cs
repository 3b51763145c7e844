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

    /// <summary>
    /// The number that a row holds, in the unit of what is read: a spread together with what it is a spread over, added exactly as the decimals
    /// that both are. NaN where either is missing.
    /// </summary>
    /// <param name="source">Columns that are there, and how they are read.</param>
    /// <param name="row">The row.</param>
    /// <param name="unreadable">The column whose cell is no number, when the answer means nothing; null without one.</param>
    public static double Read(SourceColumn source, IHistoryRow row, out string? unreadable)
    {
        unreadable = null;
        var own = Number(source, row, ref unreadable);
        if (source.Reference is null)
            return own?.Value ?? double.NaN;
        return Number(source.Reference, row, ref unreadable) is { } under && own is { } over ? NumberText.Sum(over, under) : double.NaN;
    }

    private static ScaledNumber? Number(SourceColumn source, IHistoryRow row, ref string? unreadable)
    {
        var text = row.Text(source.Column);
        if (source.IsMissing(text))
            return null;
        if (source.TryNumber(text, out var number))
            return number;
        unreadable ??= source.Column;
        return null;
    }
}
