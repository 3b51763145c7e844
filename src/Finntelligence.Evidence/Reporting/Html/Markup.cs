using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>Pieces of HTML. Every text that comes from outside goes through <see cref="Escape"/>.</summary>
internal static partial class Markup
{
    public const string None = "–";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A paragraph of finished HTML.</summary>
    public static string P(string html) => $"<p>{html}</p>\n";

    // On a telephone a table with more columns than this becomes a list of its rows, each value beside its heading.
    private const int MostColumnsOnTelephone = 3;

    /// <summary>A table. On a narrow screen one of many columns is a list of its rows.</summary>
    /// <param name="caption">Above it.</param>
    /// <param name="headings">A leading '&gt;' sets the column flush right.</param>
    /// <param name="rows">Texts; escaped here.</param>
    public static string Table(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows) =>
        RawTable(caption, headings, rows.Select(r => (IReadOnlyList<string>)[.. r.Select(Escape)]));

    /// <summary>As <see cref="Table"/>, with finished HTML in the cells.</summary>
    public static string RawTable(string caption, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var many = headings.Count > MostColumnsOnTelephone;
        var html = new StringBuilder($"<figure class=\"table\"><figcaption>{Escape(caption)}</figcaption><div class=\"scroll\" tabindex=\"0\"><table{(many ? " class=\"many\"" : "")}><thead><tr>");
        bool[] right = [.. headings.Select(h => h.StartsWith('>'))];
        string[] labels = [.. headings.Select(h => many ? $" data-l=\"{Escape(h.TrimStart('>'))}\"" : "")];
        for (var i = 0; i < headings.Count; i++)
            html.Append($"<th scope=\"col\"{(right[i] ? " class=\"n\"" : "")}>{Escape(headings[i].TrimStart('>'))}</th>");
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                html.Append(i == 0 ? $"<th scope=\"row\">{row[i]}</th>" : $"<td{(right[i] ? " class=\"n\"" : "")}{labels[i]}>{Whole(row[i])}</td>");
            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div></figure>\n").ToString();
    }

    // An interval is not torn at the end of a line.
    private static string Whole(string cell) => IntervalText().Replace(cell, "$1,\u00a0$2");

    [GeneratedRegex(@"(\[[^\],<]*), ([^\],<]*\])")]
    private static partial Regex IntervalText();

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double share, int digits = 1) =>
        double.IsFinite(share) ? Fixed(share * 100, digits) + "\u00a0%" : None;

    /// <summary>With a fixed number of decimals.</summary>
    public static string Fixed(double value, int digits = 3) =>
        double.IsFinite(value) ? (Math.Round(value, digits) + 0.0).ToString("N" + digits, CultureInfo.InvariantCulture).Replace('-', '−') : None;

    /// <summary>As short as it is true to four digits.</summary>
    public static string Short(double value) =>
        double.IsFinite(value) ? value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture).Replace('-', '−') : None;

    /// <summary>"0.71 [0.70, 0.72]".</summary>
    public static string Interval(double value, double low, double high, int digits = 3) =>
        double.IsFinite(value) ? $"{Fixed(value, digits)} [{Fixed(low, digits)}, {Fixed(high, digits)}]" : None;
}
