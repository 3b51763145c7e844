using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Histories.Reading;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Proposals;

/// <summary>What is known of an unknown table.</summary>
/// <param name="Rows">Its rows, those with faults aside.</param>
/// <param name="Columns">In file order.</param>
/// <param name="Notes">What was found out of the file.</param>
internal sealed record TableFacts(long Rows, ImmutableArray<ColumnFacts> Columns, ImmutableArray<string> Notes)
{
    /// <summary>Rows whose cells are kept.</summary>
    public const int SampleRows = 20_000;

    private const int RowsBetweenReports = 1000;

    /// <summary>Reads a file twice.</summary>
    /// <exception cref="InvalidSourceException">It is damaged, or has no rows.</exception>
    public static TableFacts Of(SourceFile file, IProgress<double> progress, CancellationToken cancellation)
    {
        TableSurvey survey;
        using (var source = file.Open())
            survey = TableSurvey.Of(source, HistoryFormat.Found, progress, cancellation);
        using var table = file.Open();
        var readers = table.Columns
            .Select((name, i) => new ColumnReader(name, ColumnUse.None, survey.Columns[i], survey.IsComma(i, HistoryFormat.Found)))
            .ToArray();
        var counts = table.Columns.Select(_ => new Dictionary<string, long>(StringComparer.Ordinal)).ToArray();
        var hasMore = new bool[readers.Length];
        var missing = new long[readers.Length];
        var sample = new List<string[]>();
        var random = new Random(1);
        var cells = new string[readers.Length];
        long rows = 0, faulty = 0;
        while (table.TryRead(cells))
        {
            if (table.RowFault is not null)
            {
                faulty++;
                continue;
            }

            rows++;
            if (rows % RowsBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(table.Progress);
            }

            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = readers[i].Read(cells[i], out _);
                if (cells[i].Length == 0)
                    missing[i]++;
                else if (counts[i].Count < ColumnFacts.MostValues || counts[i].ContainsKey(cells[i]))
                    CollectionsMarshal.GetValueRefOrAddDefault(counts[i], cells[i], out _)++;
                else
                    hasMore[i] = true;
            }

            Keep(sample, cells, rows, random);
        }

        if (rows == 0)
            throw new InvalidSourceException("The table has no rows.");
        return new TableFacts(
            rows,
            [.. table.Columns.Select((name, i) => new ColumnFacts(
                name, rows, [.. counts[i].OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)], hasMore[i],
                [.. sample.Select(r => r[i])]) { Missing = missing[i] })],
            [
                .. table.Notes,
                .. faulty > 0 ? [$"{faulty} rows have faults and were passed over; 'data import' names them."] : Array.Empty<string>(),
            ]);
    }

    // Vitter's algorithm R: every row is as likely as every other to be kept.
    private static void Keep(List<string[]> sample, string[] cells, long row, Random random)
    {
        if (sample.Count < SampleRows)
            sample.Add([.. cells]);
        else if (random.NextInt64(row) is var place and < SampleRows)
            sample[(int)place] = [.. cells];
    }
}
