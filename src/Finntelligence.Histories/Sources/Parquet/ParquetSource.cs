using System.Collections.Immutable;
using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Finntelligence.Histories.Sources.Parquet;

/// <summary>A Parquet file of flat columns as a table. One row group is held in memory at a time.</summary>
internal sealed class ParquetSource : ITableSource
{
    private readonly Stream _stream;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly List<string> _notes = [];
    private readonly long _rows;
    private IParquetCells[] _cells = [];
    private int _group;
    private long _groupRows;
    private long _groupRow;
    private long _row;

    /// <summary>Reads the schema.</summary>
    /// <param name="stream">From its first byte, seekable; owned from here on.</param>
    /// <exception cref="InvalidSourceException">No Parquet file, or columns that are no plain values.</exception>
    public ParquetSource(Stream stream)
    {
        _stream = stream;
        try
        {
            _reader = Guard(() => ParquetReader.CreateAsync(stream));
            if (_reader.Schema.Fields.Where(f => f is not DataField { IsArray: false }).Select(f => f.Name).ToArray() is { Length: > 0 } nested)
                throw new InvalidSourceException($"Columns of the Parquet file hold lists or structures, which no table has: {string.Join(", ", nested)}.");
            _fields = [.. _reader.Schema.Fields.Cast<DataField>()];
            if (_fields.Where(f => !ParquetCells.CanRead(f.ClrType)).ToArray() is { Length: > 0 } unknown)
                throw new InvalidSourceException(
                    $"Columns of the Parquet file have types that are not read: {string.Join(", ", unknown.Select(f => $"{f.Name} ({f.ClrType.Name})"))}.");
            Columns = ColumnNames.Of(_fields.Select(f => f.Name), "Parquet file", _notes);
            _rows = Math.Max(1, _reader.RowGroups.Sum(g => g.RowCount));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; } = ImmutableArray<string>.Empty;

    public IReadOnlyList<string> Notes => _notes;

    public double Progress => Math.Min(1, (double)_row / _rows);

    public string Place => string.Create(CultureInfo.InvariantCulture, $"Row {_row}");

    public string? RowFault => null;

    public bool TryRead(string[] cells)
    {
        while (_groupRow == _groupRows)
        {
            if (_group == _reader.RowGroupCount)
                return false;
            ReadGroup();
        }

        for (var i = 0; i < cells.Length; i++)
            cells[i] = _cells[i].Text((int)_groupRow);
        _groupRow++;
        _row++;
        return true;
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private void ReadGroup()
    {
        var group = _reader.OpenRowGroupReader(_group++);
        _groupRows = group.RowCount;
        _groupRow = 0;
        if (_groupRows > int.MaxValue)
            throw new InvalidSourceException($"Row group {_group} of the Parquet file has {_groupRows} rows, more than are read at once.");
        _cells = [.. _fields.Select(field => Guard(() => ParquetCells.ReadAsync(group, field, (int)_groupRows)))];
    }

    private static T Guard<T>(Func<Task<T>> read)
    {
        try
        {
            // The library reads asynchronously only; a console command has no one to give the thread to.
            return Task.Run(read).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is ParquetException or IOException or InvalidDataException or NotSupportedException
            or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or NullReferenceException)
        {
            // Of a damaged file the library throws whatever its decoders stumble over.
            throw new InvalidSourceException($"The Parquet file cannot be read: {e.Message}", e);
        }
    }
}
