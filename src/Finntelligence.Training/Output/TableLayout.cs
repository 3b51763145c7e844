using System.Collections.Immutable;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Training.Output;

/// <summary>Which columns of a table a terminal has room for, and how wide each is. No word and no number is ever broken.</summary>
/// <param name="Columns">Those shown, by index; empty where not even two fit, and each row is then written as a list.</param>
/// <param name="Widths">Characters of each, without borders and padding.</param>
internal sealed record TableLayout(ImmutableArray<int> Columns, ImmutableArray<int> Widths)
{
    // "│ a │ b │": two blanks and a line for each column, and a line more.
    private const int ColumnBorder = 3;
    private const int TableBorder = 1;

    /// <summary>Whether rows are written as lists of headings and values.</summary>
    public bool IsList => Columns.IsEmpty;

    /// <summary>Fits a table to a terminal.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">Characters in a line.</param>
    public static TableLayout Of(ReportTable table, int width)
    {
        int[] least = [.. table.Columns.Select((c, i) => Cells(table, i).Select(cell => c.Numeric ? cell.Length : LongestWord(cell)).Append(LongestWord(c.Heading)).Max())];
        int[] whole = [.. table.Columns.Select((c, i) => Cells(table, i).Select(cell => cell.Length).Append(c.Heading.Length).Max())];
        List<int> shown = [.. Enumerable.Range(0, table.Columns.Length)];
        while (shown.Count > 0 && Total(shown.Select(i => least[i])) > width)
            shown.Remove(shown.Count == 1 ? shown[0] : shown.Skip(1).OrderBy(i => table.Columns[i].Rank).ThenBy(i => i).Last());
        return shown.Count < Math.Min(2, table.Columns.Length)
            ? new TableLayout([], [])
            : new TableLayout([.. shown], Share([.. shown.Select(i => least[i])], [.. shown.Select(i => whole[i])], width));
    }

    // The narrowest column that still lacks room gets it first: most columns then need no second line.
    private static ImmutableArray<int> Share(int[] least, int[] whole, int width)
    {
        int[] widths = [.. least];
        int room = width - Total(least);
        foreach (int i in Enumerable.Range(0, widths.Length).OrderBy(i => whole[i] - least[i]))
        {
            int more = Math.Min(room, whole[i] - least[i]);
            widths[i] += more;
            room -= more;
        }

        return [.. widths];
    }

    private static int Total(IEnumerable<int> widths) => widths.Sum(w => w + ColumnBorder) + TableBorder;

    private static IEnumerable<string> Cells(ReportTable table, int column) => table.Rows.Select(row => row[column]);

    private static int LongestWord(string text) => text.Split(' ').Max(word => word.Length);
}
