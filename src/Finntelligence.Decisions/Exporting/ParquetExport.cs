using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Parquet;
using Parquet.Schema;

namespace Finntelligence.Decisions.Exporting;

/// <summary>Apache Parquet: texts, doubles and timestamps, all of them nullable; a row group for every so many rows.</summary>
internal sealed class ParquetExport : ExportWriter
{
    private const int RowsInGroup = 50_000;

    private readonly DataField[] _fields;
    private readonly List<object?[]> _rows = [];
    private readonly ExportTable _table;
    private readonly Stream _output;
    private ParquetWriter? _writer;

    public ParquetExport(ExportTable table, Stream output)
    {
        _table = table;
        _output = output;
        _fields = [.. table.Columns.Select(Field)];
    }

    public override async Task WriteAsync(StoredDecision decision, OutcomeState outcome, CancellationToken cancellationToken)
    {
        _rows.Add(_table.Row(decision, outcome));
        if (_rows.Count == RowsInGroup)
            await WriteGroupAsync(cancellationToken);
    }

    public override async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0 || _writer is null)
            await WriteGroupAsync(cancellationToken);
        // The end of the file names its groups.
        await _writer!.DisposeAsync();
    }

    private static DataField Field(ExportColumn column) => column.Kind switch
    {
        ExportKind.Number => new DataField(column.Name, typeof(double), isNullable: true),
        ExportKind.Time => new DateTimeDataField(column.Name, DateTimeFormat.DateAndTimeMicros, isAdjustedToUTC: true, unit: null, isNullable: true),
        _ => new DataField(column.Name, typeof(string), isNullable: true),
    };

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        _writer ??= await ParquetWriter.CreateAsync(new ParquetSchema(_fields), _output, cancellationToken: cancellationToken);
        using var group = _writer.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
        {
            var cells = _rows.Select(row => row[i]);
            switch (_table.Columns[i].Kind)
            {
                case ExportKind.Number:
                    double?[] numbers = [.. cells.Select(c => c is null ? (double?)null : Convert.ToDouble(c, null))];
                    await group.WriteAsync<double>(_fields[i], numbers, cancellationToken: cancellationToken);
                    break;
                case ExportKind.Time:
                    DateTime?[] times = [.. cells.Select(c => ((DateTimeOffset?)c)?.UtcDateTime)];
                    await group.WriteAsync<DateTime>(_fields[i], times, cancellationToken: cancellationToken);
                    break;
                default:
                    string?[] texts = [.. cells.Select(c => (string?)c)];
                    await group.WriteAsync(_fields[i], texts!);
                    break;
            }
        }

        _rows.Clear();
    }
}
