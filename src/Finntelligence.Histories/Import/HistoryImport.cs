using System.Security.Cryptography;
using Finntelligence.Histories.Checks;
using Finntelligence.Histories.Sources;
using Finntelligence.Histories.Sources.Csv;
using Finntelligence.Lending.Products;
using Finntelligence.ModelOps.Files;

namespace Finntelligence.Histories.Import;

/// <summary>Copies a table to history.csv, counting and checking as the rows go by.</summary>
public sealed class HistoryImport
{
    private readonly ImportChecks _checks;
    private readonly ProductDefinition? _product;

    /// <summary>Prepares an import.</summary>
    /// <param name="checks">Figures the table must show.</param>
    /// <param name="product">Whose label rates are counted; null to count none.</param>
    public HistoryImport(ImportChecks checks, ProductDefinition? product)
    {
        _checks = checks;
        _product = product;
    }

    /// <summary>Imports.</summary>
    /// <param name="source">Read to its end.</param>
    /// <param name="path">Replaced only once everything was read and every check passed.</param>
    /// <param name="force">Keep the table even if checks fail.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Stops without a trace.</param>
    /// <exception cref="InvalidSourceException">The source is damaged, empty or lacks a column.</exception>
    /// <exception cref="FailedChecksException">Figures differ, and <paramref name="force"/> was not given.</exception>
    public ImportSummary Run(ITableSource source, string path, bool force, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ImportSummary? summary = null;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, file =>
        {
            summary = Copy(source, file, progress, cancellationToken);
            if (!force && summary.Checks.Any(c => !c.Passed))
                throw new FailedChecksException(summary.Checks, _checks.Source);
        });
        return summary!;
    }

    private ImportSummary Copy(ITableSource source, Stream file, IProgress<double> progress, CancellationToken cancellationToken)
    {
        const int RowsBetweenReports = 1000;
        var columns = new TableColumns(source.Columns);
        CheckRun[] checks = [.. _checks.Checks.Select(c => new CheckRun(c, columns))];
        LabelCount[] labels = _product is null ? [] : [new(_product.Acceptance, columns), new(_product.Risk, columns)];
        long[] missing = new long[source.Columns.Count];
        string[] cells = new string[source.Columns.Count];
        using var sha = SHA256.Create();
        using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new CsvTableWriter(hashing))
        {
            writer.Write(source.Columns);
            while (source.TryRead(cells))
            {
                columns.Row++;
                writer.Write(cells);
                for (int i = 0; i < cells.Length; i++)
                    missing[i] += cells[i].Length == 0 ? 1 : 0;
                foreach (CheckRun check in checks)
                    check.Add(columns, cells);
                foreach (LabelCount label in labels)
                    label.Add(columns, cells);
                if (columns.Row % RowsBetweenReports == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress.Report(source.Progress);
                }
            }
        }
        if (columns.Row == 0)
            throw new InvalidSourceException("The table has no rows.");
        return new ImportSummary(
            columns.Row,
            [.. source.Columns.Zip(missing, (name, count) => new ColumnSummary(name, count))],
            [.. labels.Select(l => l.Summary())],
            [.. checks.Select(c => c.Result())],
            Convert.ToHexStringLower(sha.Hash!));
    }
}
