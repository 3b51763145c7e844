using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Modelling.Identification;

/// <summary>Columns of a history beside those that a model sees, for the rows that it learns from.</summary>
internal static class HistoryColumns
{
    /// <summary>The texts of some columns; columns that the file lacks are left out.</summary>
    /// <param name="path">The file that the rows are of.</param>
    /// <param name="fileRows">Ascending positions among the file's data rows.</param>
    /// <param name="names">Headers.</param>
    /// <param name="cancellation">Checked often.</param>
    /// <exception cref="InvalidHistoryException">The file is not the CSV it should be.</exception>
    public static Dictionary<string, string[]> Read(string path, int[] fileRows, IEnumerable<string> names, CancellationToken cancellation)
    {
        using var table = CsvTable.Open(path);
        var found = table.Columns.ToHashSet(StringComparer.Ordinal);
        var columns = names.Distinct().Where(found.Contains).ToDictionary(name => name, _ => new string[fileRows.Length], StringComparer.Ordinal);
        // One text for all rows that have the same.
        var pools = columns.Keys.ToDictionary(name => name, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        var row = 0;
        for (var fileRow = 0; row < fileRows.Length && table.Read(); fileRow++)
        {
            if (fileRows[row] != fileRow)
                continue;
            cancellation.ThrowIfCancellationRequested();
            foreach (var (name, texts) in columns)
            {
                var text = table.Text(name);
                if (!pools[name].TryAdd(text, text))
                    text = pools[name][text];
                texts[row] = text;
            }

            row++;
        }

        return columns;
    }
}
