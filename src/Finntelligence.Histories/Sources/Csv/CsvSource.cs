using System.Collections.Immutable;
using System.Text;
using CsvHelper;

namespace Finntelligence.Histories.Sources.Csv;

/// <summary>A comma-separated file (UTF-8, header row, RFC 4180 quoting) as a table.</summary>
internal sealed class CsvSource : ITableSource
{
    // Thirty thousand columns of a hundred characters; more is a quotation mark that was never closed.
    private const int LongestLine = 4 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CsvReader _reader;
    private readonly Func<double> _progress;

    /// <summary>Reads the header row.</summary>
    /// <param name="stream">From its first byte; owned from here on.</param>
    /// <param name="progress">Share of the stream consumed.</param>
    /// <exception cref="InvalidSourceException">No header, or not CSV.</exception>
    public CsvSource(Stream stream, Func<double> progress)
    {
        _progress = progress;
        _reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = LongestLine,
            TrackLineNumbers = true,
        });
        if (!Next())
            throw new InvalidSourceException("The CSV is empty; a header row is expected.");
        Columns = ReadHeader();
    }

    public IReadOnlyList<string> Columns { get; }

    public double Progress => _progress();

    public bool TryRead(string[] cells)
    {
        if (!Next())
            return false;
        if (_reader.FieldCount != cells.Length)
        {
            throw new InvalidSourceException(
                $"Line {_reader.LineNumber} of the CSV has {_reader.FieldCount} cells; the header has {cells.Length}.");
        }
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = NumberText.Normalise(Cell(i));
            if (cells[i].Contains('\0'))
                throw new InvalidSourceException($"Line {_reader.LineNumber}, column {Columns[i]} of the CSV holds a zero byte.");
        }
        return true;
    }

    public void Dispose() => _reader.Dispose();

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
    }

    private string Cell(int index)
    {
        try
        {
            return StrictUtf8.GetString(_reader.GetSpan(index));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidSourceException($"Line {_reader.LineNumber}, cell {index + 1} of the CSV is not UTF-8.", e);
        }
    }

    private ImmutableArray<string> ReadHeader()
    {
        ImmutableArray<string> columns = [.. Enumerable.Range(0, _reader.FieldCount).Select(i => Cell(i).Trim())];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length == 0 || columns[i].Any(char.IsControl))
                throw new InvalidSourceException($"Column {i + 1} of the CSV's header has no proper name.");
            if (!seen.Add(columns[i]))
                throw new InvalidSourceException($"The CSV's header has two columns named {columns[i]}.");
        }
        return columns;
    }
}
