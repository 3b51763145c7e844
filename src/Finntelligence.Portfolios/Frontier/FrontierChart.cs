using System.Globalization;
using System.Net;
using System.Text;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Portfolios.Frontier;

/// <summary>Frontiers side by side as an SVG: profit over each resource.</summary>
internal static class FrontierChart
{
    private const int Width = 420;
    private const int Height = 360;
    private const int Left = 86;
    private const int Right = 24;
    private const int Top = 56;
    private const int Bottom = 62;
    private const int Ticks = 4;

    /// <summary>One panel.</summary>
    /// <param name="Resource">Of the x axis.</param>
    /// <param name="Points">Of the line.</param>
    /// <param name="Chosen">Is marked; null for none.</param>
    internal sealed record Panel(Resource Resource, IReadOnlyList<FrontierPoint> Points, FrontierPoint? Chosen);

    /// <summary>The whole document.</summary>
    /// <param name="title">Above the panels.</param>
    /// <param name="currency">Of the profit.</param>
    /// <param name="panels">From left to right.</param>
    public static string Of(string title, string currency, IReadOnlyList<Panel> panels)
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {panels.Count * Width} {Height + 30}" font-family="sans-serif" font-size="12">""");
        svg.Append('\n').Append("""<rect width="100%" height="100%" fill="white"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="16" y="24" font-size="16">{WebUtility.HtmlEncode(title)}</text>""").Append('\n');
        for (var i = 0; i < panels.Count; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<g transform="translate({i * Width},30)">""").Append('\n');
            Draw(svg, panels[i], currency);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, Panel panel, string currency)
    {
        var x = Spanning([.. panel.Points.Select(p => panel.Resource.In(p.Totals))], Left, Width - Right);
        var y = Spanning([.. panel.Points.Select(p => p.Totals.Profit), 0], Height - Bottom, Top);
        Text(svg, (Left + Width - Right) / 2, Top - 22, "middle", $"Expected profit against {panel.Resource.Title.ToLowerInvariant()}", size: 13);
        foreach (var tick in x.Ticks(Ticks))
        {
            Line(svg, x.At(tick), Top, x.At(tick), Height - Bottom);
            Text(svg, x.At(tick), Height - Bottom + 18, "middle", Label(tick));
        }

        foreach (var tick in y.Ticks(Ticks))
        {
            Line(svg, Left, y.At(tick), Width - Right, y.At(tick));
            Text(svg, Left - 8, y.At(tick) + 4, "end", Label(tick));
        }

        Text(svg, (Left + Width - Right) / 2, Height - Bottom + 42, "middle", $"{panel.Resource.Title} ({panel.Resource.Unit})");
        var middle = (Top + Height - Bottom) / 2;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">Expected profit ({WebUtility.HtmlEncode(currency)})</text>""").Append('\n');
        svg.Append("""<polyline fill="none" stroke="#1f5fa8" stroke-width="2" points=" """.TrimEnd());
        foreach (var point in panel.Points)
            svg.Append(CultureInfo.InvariantCulture, $"{x.At(panel.Resource.In(point.Totals)):0.#},{y.At(point.Totals.Profit):0.#} ");
        svg.Append("\"/>\n");
        if (panel.Chosen is { } chosen)
        {
            var (cx, cy) = (x.At(panel.Resource.In(chosen.Totals)), y.At(chosen.Totals.Profit));
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{cx:0.#}" cy="{cy:0.#}" r="5" fill="#c0392b"/>""").Append('\n');
            // Towards the middle, so that it stays within the panel.
            Text(svg, cx, cy + 20, cx > (Left + Width - Right) / 2 ? "end" : "start", "chosen");
        }
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) => svg.Append(
        CultureInfo.InvariantCulture, $"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="#ddd"/>""").Append('\n');

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, int size = 12) => svg.Append(
        CultureInfo.InvariantCulture,
        $"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" font-size="{size}">{WebUtility.HtmlEncode(text)}</text>""").Append('\n');

    private static Axis Spanning(double[] values, double from, double to) => new(values.Min(), values.Max(), from, to);

    // Millions are shortened: their digits would run into the title of the axis.
    private static string Label(double value) => Math.Abs(value) < 1e6
        ? value.ToString("#,0.##", CultureInfo.InvariantCulture)
        : (value / 1e6).ToString("#,0.###", CultureInfo.InvariantCulture) + " M";
}
