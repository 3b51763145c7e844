namespace Finntelligence.Evidence.Reporting.Cards;

/// <summary>Pieces of Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>A text that starts nothing: what Markdown or HTML would read as more than text is escaped.</summary>
    public static string Escape(string text)
    {
        var safe = text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        foreach (var mark in (string[])["|", "*", "_", "`", "[", "]", "<", ">", "#"])
            safe = safe.Replace(mark, "\\" + mark, StringComparison.Ordinal);
        return safe;
    }

    /// <summary>A table; cells are escaped here.</summary>
    public static string Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        Row(headings) + "|" + string.Concat(headings.Select(_ => "---|")) + "\n" + string.Concat(rows.Select(Row)) + "\n";

    private static string Row(IReadOnlyList<string> cells) => "| " + string.Join(" | ", cells.Select(Escape)) + " |\n";
}
