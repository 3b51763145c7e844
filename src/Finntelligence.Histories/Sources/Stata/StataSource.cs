using System.Collections.Immutable;
using System.Globalization;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>
/// A Stata file of release 105 to 119 as a table. One row is held in memory at a time, beside long texts and value labels. A number that has a value
/// label is its label, as Stata itself exports it, and a date is written as one.
/// </summary>
internal sealed class StataSource : ITableSource
{
    private readonly Stream _stream;
    private readonly StataInput _input;
    private readonly byte[] _row;
    private readonly StataTexts _texts;
    private readonly IReadOnlyDictionary<int, string>?[] _labels;
    private readonly char?[] _dates;
    private long _rowsRead;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">From byte 0, to be read back and forth where the file has labels or long texts; owned from here on.</param>
    /// <param name="codes">Whether numbers stay numbers though they have labels.</param>
    /// <exception cref="InvalidSourceException">Not such a file, or damaged.</exception>
    public StataSource(Stream stream, bool codes = false)
    {
        _stream = stream;
        _input = new StataInput(stream);
        Header = StataHeaderReader.Read(_input);
        _texts = StataTexts.Read(_input, Header);
        Columns = Header.Variables.Select(v => v.Name).ToImmutableArray();
        _row = new byte[Header.RowWidth];
        _labels = [.. Header.Variables.Select(v => codes || v.ValueLabels.Length == 0 ? null : _texts.Of(v.ValueLabels))];
        _dates = [.. Header.Variables.Select(v => v.Type.Kind is StataKind.Text or StataKind.LongText ? null : StataDates.UnitOf(v.Format))];
        Notes = [.. NotesOf()];
    }

    public StataHeader Header { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Notes { get; }

    public string Place => string.Create(CultureInfo.InvariantCulture, $"Row {_rowsRead}");

    public string? RowFault => null;

    public double Progress => Header.Rows == 0 ? 1 : (double)_rowsRead / Header.Rows;

    public bool TryRead(string[] cells)
    {
        if (_rowsRead == Header.Rows)
        {
            // Nothing is left that is needed; reading on lets a zip compare its checksum.
            _stream.CopyTo(Stream.Null);
            return false;
        }
        long start = _input.Position;
        _input.Fill(_row, $"row {_rowsRead + 1} of {Header.Rows}");
        for (int i = 0; i < cells.Length; i++)
        {
            StataVariable variable = Header.Variables[i];
            cells[i] = Cell(i, _row.AsSpan(variable.Offset, variable.Type.Width))
                ?? throw new InvalidSourceException(
                    $"Row {_rowsRead + 1}, variable {variable.Name} (byte {start + variable.Offset}) of the Stata file "
                    + (variable.Type.Kind == StataKind.LongText ? "names a text that is not there." : "is not a number."));
        }
        _rowsRead++;
        return true;
    }

    public void Dispose() => _stream.Dispose();

    private string? Cell(int i, ReadOnlySpan<byte> bytes)
    {
        StataKind kind = Header.Variables[i].Type.Kind;
        if (kind == StataKind.LongText)
            return _texts.Long(bytes, Header.Release, Header.BigEndian);
        string? cell = StataCell.Read(bytes, kind, Header.Release, Header.BigEndian);
        if (_labels[i] is { } labels && int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code) && labels.TryGetValue(code, out string? label))
            return label;
        return cell is { Length: > 0 } && _dates[i] is { } unit && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double count)
            ? StataDates.Text(count, unit) ?? cell
            : cell;
    }

    private IEnumerable<string> NotesOf()
    {
        string[] labelled = [.. Columns.Where((_, i) => _labels[i] is not null)], dates = [.. Columns.Where((_, i) => _dates[i] is not null)];
        if (labelled.Length > 0)
            yield return $"Value labels stand for the numbers of {string.Join(", ", labelled)}.";
        if (dates.Length > 0)
            yield return $"Dates of {string.Join(", ", dates)} are written as yyyy-MM-dd.";
    }
}
