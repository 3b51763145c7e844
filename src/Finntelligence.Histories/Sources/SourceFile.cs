using System.IO.Compression;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Histories.Sources.Stata;

namespace Finntelligence.Histories.Sources;

/// <summary>Opens what a user downloaded: a Stata file, a CSV, or a zip that holds one of them.</summary>
public static class SourceFile
{
    /// <summary>Opens a file as a table.</summary>
    /// <param name="path">Ends in .zip, .dta or .csv, in any case.</param>
    /// <exception cref="InvalidSourceException">No such file, another ending, or a damaged file.</exception>
    public static ITableSource Open(string path)
    {
        if (!File.Exists(path))
            throw new InvalidSourceException(Directory.Exists(path) ? $"{path} is a folder; a file is expected." : $"There is no file {path}.");
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".ZIP" => OpenZip(path),
            ".DTA" => OpenTable(File.OpenRead(path), ".DTA"),
            ".CSV" => OpenTable(File.OpenRead(path), ".CSV"),
            _ => throw new InvalidSourceException($"{path} ends neither in .zip nor in .dta nor in .csv."),
        };
    }

    private static ITableSource OpenZip(string path)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read, leaveOpen: false);
            ZipArchiveEntry entry = ZipSearch.SingleTable(archive);
            return OpenTable(new ZipEntryStream(archive, entry), Path.GetExtension(entry.Name).ToUpperInvariant());
        }
        catch (InvalidDataException e)
        {
            archive?.Dispose();
            throw new InvalidSourceException($"{path} is damaged or no zip: {e.Message}", e);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    private static ITableSource OpenTable(Stream stream, string extension)
    {
        try
        {
            var buffered = new BufferedStream(stream, 1 << 16);
            return extension == ".DTA" ? new StataSource(buffered) : new CsvSource(buffered, () => Share(stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static double Share(Stream stream) => stream.Length == 0 ? 1 : Math.Min(1, (double)stream.Position / stream.Length);
}
