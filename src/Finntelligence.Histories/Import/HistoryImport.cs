using System.Collections.Immutable;
using System.Security.Cryptography;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Reading;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Histories.Import;

/// <summary>
/// Brings a table into the form of history.csv. It is read twice: first to find out how each column is written, then to write it, counting and
/// checking as the rows go by. Memory does not grow with the rows.
/// </summary>
public sealed class HistoryImport
{
    private const int RowsBetweenReports = 1000;

    private readonly ImportChecks _checks;
    private readonly ProductDefinition? _product;

    /// <summary>Prepares an import.</summary>
    /// <param name="checks">Figures the table must show.</param>
    /// <param name="product">Says what columns are; null where only the cells can.</param>
    public HistoryImport(ImportChecks checks, ProductDefinition? product)
    {
        _checks = checks;
        _product = product;
    }

    private HistoryFormat Format => _product?.History ?? HistoryFormat.Found;

    /// <summary>Imports.</summary>
    /// <param name="open">Opens the table from its first row; called twice.</param>
    /// <param name="path">Replaced only once everything was read and every check passed.</param>
    /// <param name="force">Keep the table even if checks fail.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Stops without a trace.</param>
    /// <exception cref="InvalidSourceException">The source is damaged or empty.</exception>
    /// <exception cref="FaultyCellsException">Rows or cells cannot be used, or columns are lacking; all of them are named.</exception>
    /// <exception cref="FailedChecksException">Figures differ, and <paramref name="force"/> was not given.</exception>
    public ImportSummary Run(Func<ITableSource> open, string path, bool force, IProgress<double> progress, CancellationToken cancellationToken)
    {
        TableSurvey survey;
        var faults = new CellFaults();
        using (var source = open())
        {
            if (_product is not null)
                ModelRows.Require(_product, source.Columns, faults);
            survey = TableSurvey.Of(source, Format, new Half(progress, 0), cancellationToken);
        }

        if (faults.Any)
            throw faults.ToException();
        ImportSummary? summary = null;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, file =>
        {
            using var source = open();
            summary = Copy(source, survey, file, new Half(progress, 0.5), cancellationToken);
            if (!force && summary.Checks.Any(c => !c.Passed))
                throw new FailedChecksException(summary.Checks, _checks.Source);
        });
        return summary!;
    }

    private ImportSummary Copy(ITableSource source, TableSurvey survey, Stream file, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var columns = new TableColumns(source.Columns);
        CheckRun[] checks = [.. _checks.Checks.Select(c => new CheckRun(c, columns))];
        var readers = Readers(source.Columns, survey);
        long[] missing = new long[source.Columns.Count];
        string[] originals = new string[source.Columns.Count];
        string[] cells = new string[source.Columns.Count];
        var row = new ImportedRow(source.Columns, cells, originals);
        var faults = new CellFaults();
        ModelRows[] models = _product is null ? [] : ModelRows.Of(_product, row, faults);
        SpreadCount[] spreads = SpreadCount.Of(_product, row);
        using var sha = SHA256.Create();
        using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new CsvTableWriter(hashing))
        {
            writer.Write(source.Columns);
            while (TryRead(source, originals, faults))
            {
                columns.Row++;
                if (columns.Row % RowsBetweenReports == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress.Report(source.Progress);
                }

                if (source.RowFault is { } damaged)
                {
                    faults.AddRow(damaged);
                    continue;
                }

                row.Place = source.Place;
                for (int i = 0; i < cells.Length; i++)
                {
                    cells[i] = readers[i].Read(originals[i], out var fault);
                    missing[i] += cells[i].Length == 0 ? 1 : 0;
                    if (fault is not null)
                        faults.Add(row.Place, source.Columns[i], originals[i], fault);
                }

                foreach (ModelRows model in models)
                    model.Add();
                // What is written and counted of a faulty file is thrown away.
                if (faults.Any)
                    continue;
                writer.Write(cells);
                foreach (SpreadCount spread in spreads)
                    spread.Add();
                foreach (CheckRun check in checks)
                    check.Add(columns, cells);
            }
        }

        if (faults.Any)
            throw faults.ToException();
        if (columns.Row == 0)
            throw new InvalidSourceException("The table has no rows.");
        return new ImportSummary(
            columns.Row,
            [.. source.Columns.Zip(missing, (name, count) => new ColumnSummary(name, count))],
            [.. models.Select(m => m.Summary())],
            [.. checks.Select(c => c.Result())],
            Convert.ToHexStringLower(sha.Hash!))
        {
            Notes = [.. source.Notes],
            Changes = [.. readers.SelectMany(r => r.Changes)],
            Spreads = [.. spreads.Select(s => s.Summary).OfType<SpreadSummary>()],
        };
    }

    // Damage that ends the reading is one more fault beside those found before it.
    private static bool TryRead(ITableSource source, string[] cells, CellFaults faults)
    {
        try
        {
            return source.TryRead(cells);
        }
        catch (InvalidSourceException e) when (faults.Any)
        {
            faults.AddRow(e.Message);
            return false;
        }
    }

    private ImmutableArray<ColumnReader> Readers(IReadOnlyList<string> columns, TableSurvey survey)
    {
        var uses = _product is null ? new Dictionary<string, ColumnUse>() : ColumnUse.Of(_product);
        return [.. columns.Select((name, i) =>
            new ColumnReader(name, uses.GetValueOrDefault(name, ColumnUse.None), survey.Columns[i], survey.IsComma(i, Format)))];
    }

    // Each reading is half of the work.
    private sealed class Half(IProgress<double> whole, double from) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + value / 2);
    }
}
