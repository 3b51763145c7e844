using System.Net;
using System.Text;

namespace Finntelligence.Evidence.Reporting.Charts;

/// <summary>A chart as an element of a page: caption, drawing with its text alternative, legend.</summary>
internal static class ChartFigure
{
    public static string Render(PlotText text, int width, int height, string content, ReadOnlySpan<(string Style, string Name)> legend)
    {
        var html = new StringBuilder();
        html.Append($"<figure class=\"chart\"><figcaption>{Escape(text.Title)}</figcaption>\n");
        html.Append($"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{text.Id}-t {text.Id}-d\">");
        html.Append($"<title id=\"{text.Id}-t\">{Escape(text.Title)}</title><desc id=\"{text.Id}-d\">{Escape(text.Alternative)}</desc>\n");
        html.Append(content).Append("</svg>\n");
        if (legend.Length > 0)
        {
            html.Append("<p class=\"legend\">");
            foreach (var (style, name) in legend)
                html.Append($"<span><i class=\"key {style}\"></i>{Escape(name)}</span> ");
            html.Append("</p>\n");
        }

        return html.Append("</figure>\n").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
