using System.Text;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>A page of one subject in the report's looks: no script, nothing fetched.</summary>
internal static class SimplePage
{
    /// <summary>The whole document.</summary>
    /// <param name="title">A text.</param>
    /// <param name="content">Finished HTML.</param>
    public static string Of(string title, string content)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n");
        html.Append($"<title>{Escape(title)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n<header><h1>{Escape(title)}</h1></header>\n<main>\n");
        return html.Append(content).Append("</main>\n</body>\n</html>\n").ToString();
    }
}
