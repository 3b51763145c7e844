using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Histories.Proposals;

/// <summary>Finds the format of a column of dates.</summary>
internal static class DateProposal
{
    private const double LeastShare = 0.95;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd/MM/yyyy", "d/M/yyyy",
        "dd-MM-yyyy", "MMM-yy", "MMM-yyyy", "dd-MMM-yyyy", "d-MMM-yy", "MMM yyyy", "yyyy-MM",
    ];

    /// <summary>The formats that fit nearly all cells, the first the likeliest; empty if it is no column of dates.</summary>
    public static ImmutableArray<string> Find(ColumnFacts column)
    {
        if (column.IsNumeric || column.Known.IsEmpty)
            return [];
        var values = column.Known.Take(500).Select(v => v.Key).ToArray();
        return [.. Formats.Where(format => values.Count(v => DateFormats.Read(v, [format]) is not null) >= values.Length * LeastShare)];
    }
}
