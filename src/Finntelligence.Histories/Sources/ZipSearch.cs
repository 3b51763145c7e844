using System.IO.Compression;

namespace Finntelligence.Histories.Sources;

/// <summary>Finds the table in a zip.</summary>
internal static class ZipSearch
{
    /// <summary>The only .dta file, or, without one, the only .csv file.</summary>
    /// <exception cref="InvalidSourceException">None, or more than one.</exception>
    public static ZipArchiveEntry SingleTable(ZipArchive archive)
    {
        ZipArchiveEntry[] stata = WithExtension(archive, ".dta");
        ZipArchiveEntry[] found = stata.Length > 0 ? stata : WithExtension(archive, ".csv");
        return found.Length switch
        {
            1 => found[0],
            0 => throw new InvalidSourceException($"The zip holds no .dta and no .csv file among its {archive.Entries.Count} entries."),
            _ => throw new InvalidSourceException(
                $"The zip holds {found.Length} tables ({string.Join(", ", found.Take(5).Select(e => e.FullName))}); unpack it and name one."),
        };
    }

    // macOS adds a folder of look-alikes ("._name") that hold no data.
    private static ZipArchiveEntry[] WithExtension(ZipArchive archive, string extension) =>
        [.. archive.Entries.Where(e =>
            e.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
            && !e.Name.StartsWith("._", StringComparison.Ordinal)
            && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))];
}
