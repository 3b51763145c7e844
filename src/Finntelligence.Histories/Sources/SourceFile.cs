using System.IO.Compression;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Histories.Sources.Excel;
using Finntelligence.Histories.Sources.Parquet;
using Finntelligence.Histories.Sources.Stata;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Csv;

namespace Finntelligence.Histories.Sources;

/// <summary>
/// What a lender exported: a CSV of any dialect, Stata, Excel or Parquet, as it is, in a .gz or alone in a .zip. It can be read any number of times.
/// </summary>
public sealed class SourceFile
{
    private readonly string _path;
    private readonly HistoryFormat _format;
    private CsvDialect? _dialect;

    /// <summary>A file that is there.</summary>
    /// <param name="path">Its ending says what it is.</param>
    /// <param name="format">What is declared of it.</param>
    /// <exception cref="InvalidSourceException">No such file.</exception>
    public SourceFile(string path, HistoryFormat format)
    {
        if (!File.Exists(path))
            throw new InvalidSourceException(Directory.Exists(path) ? $"{path} is a folder; a file is expected." : $"There is no file {path}.");
        _path = path;
        _format = format;
    }

    /// <summary>Opens a file of which nothing is declared.</summary>
    /// <exception cref="InvalidSourceException">No such file, another ending, or a damaged file.</exception>
    public static ITableSource Open(string path) => new SourceFile(path, HistoryFormat.Found).Open();

    /// <summary>Whether the ending of a name is that of a table, packed or not.</summary>
    public static bool IsTable(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        || TableKinds.Of(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^".gz".Length] : path) is not null;

    /// <summary>Whether it is a CSV by its ending, as it is or in a .gz.</summary>
    public bool IsCsv =>
        TableKinds.Of(_path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? _path[..^".gz".Length] : _path) == TableKind.Csv;

    /// <summary>Whether it is a CSV of commas in UTF-8, as it is or in a .gz.</summary>
    /// <exception cref="InvalidSourceException">Another ending, or a damaged file.</exception>
    public bool IsPlainCsv()
    {
        if (_path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return false;
        var (stream, kind) = Unpack();
        using (stream)
            return kind == TableKind.Csv && (_dialect ??= CsvInspection.Inspect(stream, _format)) is { Delimiter: ',', Encoding: null };
    }

    /// <summary>Opens the file as a table, from its first row.</summary>
    /// <exception cref="InvalidSourceException">Another ending, or a damaged file.</exception>
    public ITableSource Open()
    {
        var (stream, kind) = Unpack();
        try
        {
            switch (kind)
            {
                case TableKind.Stata:
                    return new StataSource(new BufferedStream(SeekableStream.Of(stream), 1 << 16), _format.ValueLabels == ValueLabelUse.Codes);
                case TableKind.Excel:
                    return new ExcelSource(SeekableStream.Of(stream), _format.Sheet);
                case TableKind.Parquet:
                    return new ParquetSource(SeekableStream.Of(stream));
                default:
                    return OpenCsv(stream);
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private CsvSource OpenCsv(Stream stream)
    {
        if (_dialect is null)
        {
            using (stream)
                _dialect = CsvInspection.Inspect(stream, _format);
            (stream, _) = Unpack();
        }

        var opened = stream;
        return new CsvSource(new BufferedStream(stream, 1 << 16), _dialect, () => Share(opened));
    }

    private (Stream Stream, TableKind Kind) Unpack()
    {
        var name = Path.GetFileName(_path);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            var inner = name[..^".gz".Length];
            var kind = TableKinds.Of(inner) ?? throw new InvalidSourceException($"{_path}: before .gz must stand what is in it; {TableKinds.Known}.");
            return (GzipFile(), kind);
        }

        if (name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return OpenZip();
        return (File.OpenRead(_path), TableKinds.Of(name) ?? throw new InvalidSourceException($"{_path} ends in nothing that is known: {TableKinds.Known}."));
    }

    private CheckedStream GzipFile()
    {
        var file = File.OpenRead(_path);
        try
        {
            return new CheckedStream(new WholeGzipStream(file), file, _path);
        }
        catch (InvalidDataException e)
        {
            file.Dispose();
            throw new InvalidSourceException($"{_path} is no gzip file: {e.Message}", e);
        }
    }

    private (Stream Stream, TableKind Kind) OpenZip()
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(File.OpenRead(_path), ZipArchiveMode.Read, leaveOpen: false);
            var entry = ZipSearch.SingleTable(archive);
            return (new ZipEntryStream(archive, entry), TableKinds.Of(entry.Name)!.Value);
        }
        catch (InvalidDataException e)
        {
            archive?.Dispose();
            throw new InvalidSourceException($"{_path} is damaged or no zip: {e.Message}", e);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    private static double Share(Stream stream) => stream.Length == 0 ? 1 : Math.Min(1, (double)stream.Position / stream.Length);
}
