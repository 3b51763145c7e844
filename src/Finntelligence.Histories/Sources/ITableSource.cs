namespace Finntelligence.Histories.Sources;

/// <summary>A table read once, row by row, in file order. Cells are as the file has them, without white space around them; missing is empty.</summary>
public interface ITableSource : IDisposable
{
    /// <summary>Column names, all different, in file order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>What was found out of the file and a reader should know: the delimiter, the sheet, names that were made up.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Share of the input consumed so far, in [0, 1]; for progress only.</summary>
    double Progress { get; }

    /// <summary>Where the row read last stands, for messages: "Line 7" or "Row 6".</summary>
    string Place { get; }

    /// <summary>Why the row read last cannot be used, as a sentence that names the place; null if it can. The next row can still be read.</summary>
    string? RowFault { get; }

    /// <summary>Reads the next row.</summary>
    /// <param name="cells">Receives one text per column; means nothing where the row has a fault.</param>
    /// <returns>False at the end of the table.</returns>
    /// <exception cref="InvalidSourceException">The input is damaged so that no more can be read; the message names the place.</exception>
    bool TryRead(string[] cells);
}
