using System.Globalization;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Lending.Products;

/// <summary>When the offers of a history were made, by the column that <see cref="HistoryFormat.Time"/> names.</summary>
public static class RowTimes
{
    /// <summary>The times of some rows.</summary>
    /// <param name="product">Names the column.</param>
    /// <param name="path">The history.</param>
    /// <param name="fileRows">Ascending positions among its data rows.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <returns>One for each row, the least possible where its cell is empty; null where no column says it, or the file lacks it.</returns>
    /// <exception cref="InvalidHistoryException">A cell is no date.</exception>
    public static DateTimeOffset[]? Of(ProductDefinition product, string path, int[] fileRows, CancellationToken cancellation)
    {
        var times = new DateTimeOffset[fileRows.Length];
        var next = 0;
        return Each(product, path, (row, time) =>
        {
            if (next < fileRows.Length && fileRows[next] == row)
                times[next++] = time;
        }, cancellation) ? times : null;
    }

    /// <summary>Tells the time of every row of a file.</summary>
    /// <returns>False where no column says it, or the file lacks it, as an export of decisions does.</returns>
    /// <exception cref="InvalidHistoryException">A cell is no date.</exception>
    internal static bool Each(ProductDefinition product, string path, Action<int, DateTimeOffset> tell, CancellationToken cancellation)
    {
        const int RowsBetweenLooks = 1024;
        if (product.History.Time is not { } column)
            return false;
        using var table = CsvTable.Open(path);
        if (!table.Columns.Contains(column))
            return false;
        for (var row = 0; table.Read(); row++)
        {
            if (row % RowsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            tell(row, Read(table, column));
        }

        return true;
    }

    /// <summary>Whether a cell is empty or a date as the import writes it.</summary>
    public static bool CanRead(string text) => TryRead(text, out _);

    private static bool TryRead(string text, out DateTimeOffset time)
    {
        time = DateTimeOffset.MinValue;
        return text.Length == 0
            || DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private static DateTimeOffset Read(CsvTable table, string column)
    {
        return TryRead(table.Text(column), out var time)
            ? time
            : throw new InvalidHistoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"Line {table.Line}, column \"{column}\": not a date as yyyy-MM-dd, which history.time needs; history.dates says how the lender's file writes it, and the import then writes it so."));
    }
}
