using System.Globalization;
using CsvHelper;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;

namespace Finntelligence.Decisions.Exporting;

/// <summary>CSV in UTF-8 with a header line; empty is missing.</summary>
internal sealed class CsvExport : ExportWriter
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private readonly ExportTable _table;
    private readonly CsvWriter _csv;

    public CsvExport(ExportTable table, Stream output)
    {
        _table = table;
        _csv = CsvWriter.Create(output, Options, leaveOpen: true);
        string[] header = [.. table.Columns.Select(c => c.Name)];
        _csv.WriteRecord(header);
    }

    public override Task WriteAsync(StoredDecision decision, OutcomeState outcome, CancellationToken cancellationToken)
    {
        string[] cells = [.. _table.Row(decision, outcome).Select(Text)];
        _csv.WriteRecord(cells);
        return Task.CompletedTask;
    }

    public override async Task FinishAsync(CancellationToken cancellationToken) => await _csv.FlushAsync(cancellationToken);

    public override ValueTask DisposeAsync() => _csv.DisposeAsync();

    // The shortest texts that read back the same.
    private static string Text(object? cell) => cell switch
    {
        null => "",
        bool flag => flag ? "1" : "0",
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)cell,
    };
}
