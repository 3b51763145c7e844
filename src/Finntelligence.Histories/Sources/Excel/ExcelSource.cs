using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Finntelligence.Histories.Sources.Excel;

/// <summary>A sheet of an Excel file: its first row that is not empty is the header, rows without any cell are passed over. A formula that ended in an error (#DIV/0!) is a missing value.</summary>
internal sealed class ExcelSource : ITableSource
{
    private readonly IExcelDataReader _reader;
    private readonly List<string> _notes = [];
    private readonly int _rows;
    private int _row;

    static ExcelSource()
    {
        // Files of Excel 95 and before have texts in code pages.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
    }

    /// <summary>Goes to the sheet and reads the header row.</summary>
    /// <param name="stream">From its first byte, seekable; owned from here on.</param>
    /// <param name="sheet">Its name; null for the only one that holds something.</param>
    /// <exception cref="InvalidSourceException">No Excel file, no such sheet, or more than one to choose from.</exception>
    public ExcelSource(Stream stream, string? sheet)
    {
        _reader = Guard(() => ExcelReaderFactory.CreateReader(stream));
        try
        {
            GoTo(sheet);
            _rows = Math.Max(1, _reader.RowCount);
            if (!Next())
                throw new InvalidSourceException($"The sheet {_reader.Name} is empty; a header row is expected.");
            var header = Enumerable.Range(0, _reader.FieldCount).Select(Text).ToList();
            while (header.Count > 0 && header[^1].Length == 0)
                header.RemoveAt(header.Count - 1);
            Columns = ColumnNames.Of(header, "sheet", _notes);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; } = ImmutableArray<string>.Empty;

    public IReadOnlyList<string> Notes => _notes;

    public double Progress => Math.Min(1, (double)_row / _rows);

    public string Place => string.Create(CultureInfo.InvariantCulture, $"Row {_row}");

    public string? RowFault { get; private set; }

    public bool TryRead(string[] cells)
    {
        if (!Next())
            return false;
        RowFault = null;
        for (var i = 0; i < cells.Length; i++)
            cells[i] = i < _reader.FieldCount ? Text(i) : "";

        for (var i = cells.Length; i < _reader.FieldCount && RowFault is null; i++)
        {
            if (Text(i).Length > 0)
                RowFault = $"{Place} of the sheet has a cell in column {i + 1}; the header has {cells.Length}.";
        }

        return true;
    }

    public void Dispose() => _reader.Dispose();

    private void GoTo(string? sheet)
    {
        var sheets = new List<(string Name, bool IsUsed)>();
        do
            sheets.Add((_reader.Name, _reader.RowCount > 0 && _reader.FieldCount > 0));
        while (Guard(_reader.NextResult));
        var used = sheets.Where(s => s.IsUsed).Select(s => s.Name).ToArray();
        var chosen = sheet ?? (used.Length == 1 ? used[0] : null);
        if (chosen is null || !sheets.Any(s => s.Name == chosen))
        {
            var names = string.Join(", ", sheets.Select(s => $"\"{s.Name}\""));
            throw new InvalidSourceException(
                sheet is not null ? $"There is no sheet \"{sheet}\"; the file has {names}."
                : used.Length == 0 ? "No sheet of the Excel file holds anything."
                : $"The Excel file has more than one sheet with cells ({names}); name one under history.sheet of product.json, or with --sheet.");
        }

        if (sheets.Count > 1)
            _notes.Add($"The sheet \"{chosen}\" is read, of {sheets.Count}.");
        _reader.Reset();
        while (_reader.Name != chosen)
            Guard(_reader.NextResult);
    }

    // The next row with a cell in it.
    private bool Next()
    {
        while (Guard(_reader.Read))
        {
            _row++;
            for (var i = 0; i < _reader.FieldCount; i++)
            {
                if (!_reader.IsDBNull(i))
                    return true;
            }
        }

        return false;
    }

    private string Text(int column) => _reader.GetValue(column) switch
    {
        null => "",
        string text => text.Trim(),
        double number => NumberText.Of(number),
        bool flag => flag ? "TRUE" : "FALSE",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw new InvalidSourceException($"The Excel file cannot be read: {e.Message}", e);
        }
    }
}
