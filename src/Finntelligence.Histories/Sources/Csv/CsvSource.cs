using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;

namespace Finntelligence.Histories.Sources.Csv;

/// <summary>A text file with a header row and RFC 4180 quoting as a table.</summary>
internal sealed class CsvSource : ITableSource
{
    // Thirty thousand columns of a hundred characters; more is a quotation mark that was never closed.
    private const int LongestLine = 4 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CsvReader _reader;
    private readonly Func<double> _progress;
    private readonly List<string> _notes;

    /// <summary>Reads the header row.</summary>
    /// <param name="stream">From its first byte; owned from here on.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="progress">Share of the stream consumed.</param>
    /// <exception cref="InvalidSourceException">No header, or not CSV.</exception>
    public CsvSource(Stream stream, CsvDialect dialect, Func<double> progress)
    {
        _progress = progress;
        _notes = [.. dialect.Notes];
        _reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = dialect.Delimiter,
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LongestLine,
            TrackLineNumbers = true,
            Encoding = dialect.Encoding,
        });
        var header = ReadHeader();
        // Excel's first line says how the file is written; the library passes over some of its forms by itself.
        if (header[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && header.Skip(1).All(h => h.Length == 0))
            header = ReadHeader();
        Columns = ColumnNames.Of(header, "CSV", _notes);
    }

    public IReadOnlyList<string> Columns { get; } = ImmutableArray<string>.Empty;

    public IReadOnlyList<string> Notes => _notes;

    public double Progress => _progress();

    public string Place => string.Create(CultureInfo.InvariantCulture, $"Line {_reader.LineNumber}");

    public string? RowFault { get; private set; }

    public bool TryRead(string[] cells)
    {
        if (!Next())
            return false;
        RowFault = _reader.FieldCount == cells.Length
            ? ReadCells(cells)
            : $"{Place} of the CSV has {_reader.FieldCount} cells; the header has {cells.Length}.";
        return true;
    }

    public void Dispose() => _reader.Dispose();

    private string[] ReadHeader()
    {
        if (!Next())
            throw new InvalidSourceException("The CSV is empty; a header row is expected.");
        var header = new string[_reader.FieldCount];
        return ReadCells(header) is { } fault ? throw new InvalidSourceException(fault) : header;
    }

    private bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new InvalidSourceException($"The CSV is malformed: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidSourceException($"The CSV holds bytes, after line {_reader.LineNumber}, that are no characters of its encoding.", e);
        }
    }

    // What is wrong with the row, or null.
    private string? ReadCells(string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var bytes = _reader.GetSpan(i);
            try
            {
                cells[i] = StrictUtf8.GetString(bytes).Trim();
            }
            catch (DecoderFallbackException)
            {
                return $"{Place}, cell {i + 1} of the CSV is not UTF-8.";
            }

            if (bytes.Contains((byte)0))
                return $"{Place}, {(Columns.Count > i ? $"column {Columns[i]}" : $"cell {i + 1}")} of the CSV holds a zero byte.";
        }

        return null;
    }
}
