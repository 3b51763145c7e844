using System.Collections.Immutable;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Showing;

namespace Finntelligence.Training.Commands.Models;

/// <summary>The cells of a rate card as a table; nothing for a model.</summary>
internal static class CellTables
{
    public static void Show(ImmutableArray<ShownCell> cells, IReporter reporter)
    {
        if (!cells.IsEmpty)
        {
            reporter.Table(new ReportTable(
                "Cells", [new("cell"), new("rate", Numeric: true), new("customers")],
                [.. cells.Select(c => new[] { c.Cell, Figures.Number((double)c.Rate), c.Who })]));
        }
    }
}
