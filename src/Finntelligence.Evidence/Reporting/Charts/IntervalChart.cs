using System.Globalization;
using System.Net;
using System.Text;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Evidence.Reporting.Charts;

/// <summary>Named points with intervals, one under another, against a reference line.</summary>
internal static class IntervalChart
{
    private const int Row = 40;
    private const int TextLine = 14;

    // As many letters as fit beside each other.
    private const int Letters = 52;
    private const int HalfMark = 9;
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
        double[] ticks = [.. axis.Ticks(6)];
        foreach (var tick in ticks)
            Append(svg, $"""<text x="{axis.At(tick):0.#}" y="{height - Bottom + 16}" text-anchor="middle">{Axis.Label(tick)}</text>""");

        var top = 0;
        foreach (var line in lines)
        {
            var names = Lines(line);
            for (var i = 0; i < names.Count; i++)
                Append(svg, $"""<text x="{Side}" y="{top + 18 + i * TextLine}">{WebUtility.HtmlEncode(names[i])}</text>""");
            top += HeightOf(line);
            var y = top - 10;
            Append(svg, $"""<text x="{Plot.Width - Side}" y="{y - 12}" text-anchor="end">{WebUtility.HtmlEncode(line.Figures)}</text>""");
            // Marks stay within the row of the point, clear of the words.
            foreach (var tick in ticks)
                Mark(svg, "grid", axis.At(tick), y);
            if (reference is { } at)
                Mark(svg, "axis", axis.At(at), y);
            if (!double.IsFinite(line.Value))
                continue;
            if (double.IsFinite(line.Low) && double.IsFinite(line.High))
                Append(svg, $"""<line class="line {line.Style}" x1="{axis.At(line.Low):0.#}" x2="{axis.At(line.High):0.#}" y1="{y}" y2="{y}"/>""");
            Append(svg, $"""<circle class="dot {line.Style}" cx="{axis.At(line.Value):0.#}" cy="{y}" r="4"/>""");
        }

        Append(svg, $"""<text x="{Plot.Width / 2}" y="{height - 8}" text-anchor="middle">{WebUtility.HtmlEncode(text.Across)}</text>""");
        return ChartFigure.Render(text, Plot.Width, height, svg.ToString(), []);
    }

    // The figures stand on the last line of the name where both fit there.
    private static int HeightOf(Line line)
    {
        var names = Lines(line);
        return Row + (names.Count - (names[^1].Length + line.Figures.Length > Letters ? 0 : 1)) * TextLine;
    }

    private static List<string> Lines(Line line)
    {
        var lines = new List<string> { "" };
        foreach (var word in line.Name.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= Letters)
                lines.Add("");
            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }

        return lines;
    }

    private static void Mark(StringBuilder svg, string style, double x, int y) =>
        Append(svg, $"""<line class="{style}" x1="{x:0.#}" x2="{x:0.#}" y1="{y - HalfMark}" y2="{y + HalfMark}"/>""");

    private static void Append(StringBuilder svg, FormattableString element) =>
        svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
