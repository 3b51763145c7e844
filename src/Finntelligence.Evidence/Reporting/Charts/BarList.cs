using System.Globalization;
using System.Net;
using System.Text;

namespace Finntelligence.Evidence.Reporting.Charts;

/// <summary>Named bars from left to right, one under another.</summary>
internal static class BarList
{
    private const int Row = 26;
    private const int Names = 138;
    private const int Numbers = 56;
    private const int Bottom = 26;

    /// <summary>The figure.</summary>
    /// <param name="text">What it is called; its vertical axis has no name.</param>
    /// <param name="bars">Each with its number as it is shown; from the top.</param>
    public static string Render(PlotText text, IReadOnlyList<(string Name, double Value, string Number)> bars)
    {
        var height = bars.Count * Row + Bottom;
        var most = Math.Max(bars.Max(b => b.Value), 1e-12);
        var room = Plot.Width - Names - Numbers;
        var svg = new StringBuilder();
        for (var i = 0; i < bars.Count; i++)
        {
            var y = i * Row + 4;
            var width = bars[i].Value / most * room;
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Names - 6}" y="{y + 14}" text-anchor="end">{WebUtility.HtmlEncode(bars[i].Name)}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="bar c1" x="{Names}" y="{y}" width="{Math.Max(width, 0.6):0.#}" height="{Row - 8}"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Names + width + 5:0.#}" y="{y + 14}">{WebUtility.HtmlEncode(bars[i].Number)}</text>""").Append('\n');
        }

        svg.Append($"<text x=\"{Plot.Width / 2}\" y=\"{height - 6}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(text.Across)}</text>\n");
        return ChartFigure.Render(text, Plot.Width, height, svg.ToString(), []);
    }
}
