namespace Finntelligence.Histories.Sources;

/// <summary>
/// A table read once, row by row, in file order. Cells are in the normal form of history.csv: numbers as their shortest
/// round-trip text, missing as the empty text.
/// </summary>
public interface ITableSource : IDisposable
{
    /// <summary>Column names, all different, in file order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Share of the input consumed so far, in [0, 1]; for progress only.</summary>
    double Progress { get; }

    /// <summary>Reads the next row.</summary>
    /// <param name="cells">Receives one text per column.</param>
    /// <returns>False at the end of the table.</returns>
    /// <exception cref="InvalidSourceException">The input is damaged; the message names the place.</exception>
    bool TryRead(string[] cells);
}
