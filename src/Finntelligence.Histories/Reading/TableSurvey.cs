using System.Collections.Immutable;
using Finntelligence.Histories.Sources;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Reading;

/// <summary>What a whole table is, column by column, before a cell of it is read for good.</summary>
/// <param name="Columns">One for each column.</param>
/// <param name="Decimal">The decimal sign where a column does not tell.</param>
internal sealed record TableSurvey(ImmutableArray<ColumnSurvey> Columns, char Decimal)
{
    private const int RowsBetweenReports = 1000;

    /// <summary>Reads a table to its end, or to where it is damaged, which the reading that follows reports; rows with faults say nothing.</summary>
    public static TableSurvey Of(ITableSource source, HistoryFormat format, IProgress<double> progress, CancellationToken cancellation)
    {
        var columns = source.Columns.Select(_ => new ColumnSurvey()).ToImmutableArray();
        var cells = new string[columns.Length];
        for (long row = 1; TryRead(source, cells); row++)
        {
            if (row % RowsBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(source.Progress);
            }

            if (source.RowFault is not null)
                continue;
            for (var i = 0; i < cells.Length; i++)
                columns[i].Add(cells[i]);
        }

        var (points, commas) = (columns.Count(c => c.Signs.Point > c.Signs.Comma), columns.Count(c => c.Signs.Comma > c.Signs.Point));
        return new TableSurvey(columns, format.Decimal ?? (commas > points ? ',' : '.'));
    }

    private static bool TryRead(ITableSource source, string[] cells)
    {
        try
        {
            return source.TryRead(cells);
        }
        catch (InvalidSourceException)
        {
            return false;
        }
    }

    /// <summary>Whether the comma is a column's decimal sign.</summary>
    public bool IsComma(int column, HistoryFormat format)
    {
        if (format.Decimal is { } declared)
            return declared == ',';
        var (point, comma) = Columns[column].Signs;
        return point == comma ? Decimal == ',' : comma > point;
    }
}
