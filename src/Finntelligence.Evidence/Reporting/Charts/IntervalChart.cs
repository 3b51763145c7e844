using System.Globalization;
using System.Net;
using System.Text;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Evidence.Reporting.Charts;

/// <summary>Named points with intervals, one under another, against a reference line.</summary>
internal static class IntervalChart
{
    private const int Row = 40;
    private const int LongRow = 54;

    // As many letters as fit beside each other.
    private const int Letters = 52;
    private const int Side = 12;
    private const int Bottom = 44;

    /// <summary>One line.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Value">Its point.</param>
    /// <param name="Low">Lower end.</param>
    /// <param name="High">Upper end.</param>
    /// <param name="Figures">The numbers, in words.</param>
    /// <param name="Style">Its colour.</param>
    internal sealed record Line(string Name, double Value, double Low, double High, string Figures, string Style = "c1");

    /// <summary>The figure.</summary>
    /// <param name="text">What it is called; its vertical axis has no name.</param>
    /// <param name="lines">From the top.</param>
    /// <param name="reference">A value with a line of its own; null for none.</param>
    /// <param name="within">Values that are in sight in any case, so that small differences look small.</param>
    public static string Render(PlotText text, IReadOnlyList<Line> lines, double? reference, params ReadOnlySpan<double> within)
    {
        double[] ends =
        [
            .. lines.SelectMany(l => new[] { l.Value, l.Low, l.High }).Where(double.IsFinite), .. reference is { } r ? [r] : Array.Empty<double>(), .. within,
        ];
        var room = Math.Max((ends.Max() - ends.Min()) * 0.04, 1e-9);
        var height = lines.Sum(HeightOf) + Bottom;
        var axis = new Axis(ends.Min() - room, ends.Max() + room, Side, Plot.Width - Side);
        var svg = new StringBuilder();
        foreach (var tick in axis.Ticks(6))
        {
            Append(svg, $"""<line class="grid" x1="{axis.At(tick):0.#}" x2="{axis.At(tick):0.#}" y1="4" y2="{height - Bottom}"/>""");
            Append(svg, $"""<text x="{axis.At(tick):0.#}" y="{height - Bottom + 16}" text-anchor="middle">{Axis.Label(tick)}</text>""");
        }

        if (reference is { } at)
            Append(svg, $"""<line class="axis" x1="{axis.At(at):0.#}" x2="{axis.At(at):0.#}" y1="4" y2="{height - Bottom}"/>""");
        var top = 0;
        foreach (var line in lines)
        {
            top += HeightOf(line);
            var y = top - Row + 30;
            Append(svg, $"""<text x="{Side}" y="{top - HeightOf(line) + 18}">{WebUtility.HtmlEncode(line.Name)}</text>""");
            Append(svg, $"""<text x="{Plot.Width - Side}" y="{y - 12}" text-anchor="end">{WebUtility.HtmlEncode(line.Figures)}</text>""");
            if (!double.IsFinite(line.Value))
                continue;
            if (double.IsFinite(line.Low) && double.IsFinite(line.High))
                Append(svg, $"""<line class="line {line.Style}" x1="{axis.At(line.Low):0.#}" x2="{axis.At(line.High):0.#}" y1="{y}" y2="{y}"/>""");
            Append(svg, $"""<circle class="dot {line.Style}" cx="{axis.At(line.Value):0.#}" cy="{y}" r="4"/>""");
        }

        Append(svg, $"""<text x="{Plot.Width / 2}" y="{height - 8}" text-anchor="middle">{WebUtility.HtmlEncode(text.Across)}</text>""");
        return ChartFigure.Render(text, Plot.Width, height, svg.ToString(), []);
    }

    private static int HeightOf(Line line) => line.Name.Length + line.Figures.Length > Letters ? LongRow : Row;

    private static void Append(StringBuilder svg, FormattableString element) =>
        svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
