using System.Collections.Immutable;

namespace Finntelligence.Histories.Sources.Stata;

/// <summary>A Stata release-113 file as a table. One row is held in memory at a time.</summary>
internal sealed class StataSource : ITableSource
{
    private readonly Stream _stream;
    private readonly StataInput _input;
    private readonly byte[] _row;
    private int _rowsRead;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">From byte 0; owned from here on.</param>
    /// <exception cref="InvalidSourceException">Not such a file, or damaged.</exception>
    public StataSource(Stream stream)
    {
        _stream = stream;
        _input = new StataInput(stream);
        Header = StataHeaderReader.Read(_input);
        Columns = Header.Variables.Select(v => v.Name).ToImmutableArray();
        _row = new byte[Header.RowWidth];
    }

    public StataHeader Header { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Notes => [];

    public string Place => $"Row {_rowsRead}";

    public string? RowFault => null;

    public double Progress => Header.Rows == 0 ? 1 : (double)_rowsRead / Header.Rows;

    public bool TryRead(string[] cells)
    {
        if (_rowsRead == Header.Rows)
        {
            // Value labels follow, which nothing here needs; reading on lets a zip compare its checksum.
            _stream.CopyTo(Stream.Null);
            return false;
        }
        long start = _input.Position;
        _input.Fill(_row, $"row {_rowsRead + 1} of {Header.Rows}");
        for (int i = 0; i < cells.Length; i++)
        {
            StataVariable variable = Header.Variables[i];
            cells[i] = StataCell.Read(_row.AsSpan(variable.Offset, variable.Type.Width), variable.Type.Kind, Header.BigEndian)
                ?? throw new InvalidSourceException(
                    $"Row {_rowsRead + 1}, variable {variable.Name} (byte {start + variable.Offset}) of the Stata file is not a number.");
        }
        _rowsRead++;
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
