using System.IO.Compression;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Histories.Simulation;

/// <summary>Writes simulated rows as CSV.</summary>
internal static class SimulatedFile
{
    private const int RowsBetweenReports = 1000;

    /// <summary>A file whole or not at all, compressed if its name ends in .gz.</summary>
    public static void Write(string path, Action<Stream> content) => AtomicFile.Write(path, file =>
    {
        bool compressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream? gzip = compressed ? new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true) : null;
        content(gzip ?? file);
    });

    /// <summary>A header and the rows.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="names">Headers.</param>
    /// <param name="rows">How many.</param>
    /// <param name="write">Fills a row's cells.</param>
    /// <param name="progress">Share done, in [0, 1].</param>
    /// <param name="cancellationToken">Checked every thousand rows.</param>
    public static void Write(
        Stream stream, IReadOnlyList<string> names, long rows, Action<long, string[]> write, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var writer = new CsvTableWriter(stream);
        writer.Write(names);
        string[] cells = new string[names.Count];
        for (long row = 0; row < rows; row++)
        {
            if (row % RowsBetweenReports == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report((double)row / rows);
            }
            write(row, cells);
            writer.Write(cells);
        }
    }
}
