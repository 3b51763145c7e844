using System.IO.Compression;

namespace Finntelligence.Histories.Sources;

/// <summary>Finds the table in a zip.</summary>
internal static class ZipSearch
{
    /// <summary>The only .dta file; or, without one, the only table.</summary>
    /// <exception cref="InvalidSourceException">None, or more than one.</exception>
    public static ZipArchiveEntry SingleTable(ZipArchive archive)
    {
        // A Stata file says what its columns are; a CSV beside it is a copy that does not.
        ZipArchiveEntry[] stata = Tables(archive, kind => kind == TableKind.Stata);
        ZipArchiveEntry[] found = stata.Length > 0 ? stata : Tables(archive, kind => kind is TableKind.Excel or TableKind.Parquet or TableKind.Csv);
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InvalidSourceException($"The zip holds no .dta and no .csv file, nor another table, among its {archive.Entries.Count} entries."),
            _ => throw new InvalidSourceException(
                $"The zip holds {found.Length} tables ({string.Join(", ", found.Take(5).Select(e => e.FullName))}); unpack it and name one."),
        };
    }

    // A text in an archive is a description more often than a table.
    private static bool IsText(ZipArchiveEntry entry) => Path.GetExtension(entry.Name).ToUpperInvariant() is ".TXT" or ".DAT";

    // macOS adds a folder of look-alikes ("._name") that hold no data.
    private static ZipArchiveEntry[] Tables(ZipArchive archive, Func<TableKind, bool> wanted) =>
        [.. archive.Entries.Where(e =>
            TableKinds.Of(e.Name) is { } kind && wanted(kind) && !IsText(e)
            && !e.Name.StartsWith("._", StringComparison.Ordinal)
            && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))];
}
