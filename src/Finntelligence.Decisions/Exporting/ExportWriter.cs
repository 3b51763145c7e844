using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;

namespace Finntelligence.Decisions.Exporting;

/// <summary>Writes decisions in one format.</summary>
internal abstract class ExportWriter : IAsyncDisposable
{
    public static ExportWriter Of(ExportFormat format, ExportTable table, Stream output) => format switch
    {
        ExportFormat.Csv => new CsvExport(table, output),
        ExportFormat.Ndjson => new NdjsonExport(table, output),
        ExportFormat.Parquet => new ParquetExport(table, output),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };

    public abstract Task WriteAsync(StoredDecision decision, OutcomeState outcome, CancellationToken cancellationToken);

    /// <summary>Writes what is still held back.</summary>
    public abstract Task FinishAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
