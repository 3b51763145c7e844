using System.Globalization;
using CsvHelper;

namespace Finntelligence.Lending.Products.Csv;

/// <summary>
/// A comma-separated file with a header line, read row by row; a name ending in .gz is decompressed on the way. Quotes as in RFC 4180,
/// UTF-8 with or without a byte-order mark.
/// </summary>
public sealed class CsvTable : IHistoryRow, IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1_000_000,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
    };

    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly int _width;

    private CsvTable(Stream stream)
    {
        _reader = CsvReader.Create(stream, Options, leaveOpen: false);
        var header = Guard(() =>
        {
            _reader.ReadHeader();
            return _reader.Headers;
        });
        if (header.Count == 0)
            throw new InvalidHistoryException("The file is empty; it needs a header line.");
        _width = header.Count;
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _width; i++)
            if (!_columns.TryAdd(header[i].Trim(), i))
                repeated.Add(header[i].Trim());
        if (repeated.Count > 0)
            throw new InvalidHistoryException($"Line 1: the header names {Quoted(repeated)} more than once.");
    }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="InvalidHistoryException">Empty, not CSV, not gzip, or a column named twice.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return Open(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Guard<Stream>(() => new WholeGzipStream(file)) : file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the header of a stream, which is closed with the table.</summary>
    /// <exception cref="InvalidHistoryException">Empty, not CSV, or a column named twice.</exception>
    public static CsvTable Open(Stream stream)
    {
        try
        {
            return new CsvTable(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The line of the file on which the current row begins, from 1.</summary>
    public long Line => _reader.LineNumber;

    /// <summary>The names in the header, in their order.</summary>
    public IEnumerable<string> Columns => _columns.OrderBy(c => c.Value).Select(c => c.Key);

    /// <summary>Checks that columns are there.</summary>
    /// <exception cref="InvalidHistoryException">Names every one that is not.</exception>
    public void Require(IEnumerable<string> columns)
    {
        var absent = columns.Distinct().Where(c => !_columns.ContainsKey(c)).ToList();
        if (absent.Count > 0)
            throw new InvalidHistoryException($"Line 1: the header lacks {Quoted(absent)}.");
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="InvalidHistoryException">
    /// The row has more or fewer cells than the header, or bad quotes; or the file is not what its name says.
    /// </exception>
    public bool Read()
    {
        if (!Guard(_reader.Read))
            return false;
        if (_reader.FieldCount != _width)
            throw new InvalidHistoryException(string.Create(
                CultureInfo.InvariantCulture, $"Line {Line}: the row has {_reader.FieldCount} cells, the header {_width}."));
        return true;
    }

    /// <summary>The text of a cell of the current row, without white space around it.</summary>
    /// <param name="column">A column that is there.</param>
    public string Text(string column) => _reader.GetString(_columns[column]).Trim();

    /// <summary>The number in a cell of the current row; NaN where it is empty.</summary>
    /// <param name="column">A column that is there.</param>
    /// <exception cref="InvalidHistoryException">The cell is not a number.</exception>
    public double Number(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
            return double.NaN;
        return NumberText.TryParse(text, 1, out var number) ? number.Value : throw InvalidHistoryException.NotANumber(Line, column);
    }

    /// <summary>The number in a cell of the current row, in the unit of what is read; NaN where it is missing.</summary>
    /// <param name="source">A column that is there, and how it is read.</param>
    /// <exception cref="InvalidHistoryException">The cell is not a number.</exception>
    public double Number(SourceColumn source)
    {
        var number = HistoryNumber.Read(source, this, out var unreadable);
        return unreadable is null ? number : throw InvalidHistoryException.NotANumber(Line, unreadable);
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidHistoryException(
                "The file's name ends in .gz, but it is not gzip, is damaged or cut short, or holds more than one gzip member.", e);
        }
        catch (CsvFormatException e)
        {
            var line = Math.Max(e.LineNumber, 1).ToString(CultureInfo.InvariantCulture);
            throw new InvalidHistoryException($"Line {line}: the row is not valid CSV; look at its quotes.", e);
        }
    }

    private static string Quoted(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));
}
