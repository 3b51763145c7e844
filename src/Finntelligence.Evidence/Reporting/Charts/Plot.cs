using System.Globalization;
using System.Net;
using System.Text;
using Finntelligence.Foundation.Output;

namespace Finntelligence.Evidence.Reporting.Charts;

/// <summary>
/// The frame that all charts share: title, axes with units, a text alternative. Colours are CSS classes, so that a page decides them for
/// light and dark. Sizes suit a telephone; a wide page sets several side by side.
/// </summary>
internal sealed class Plot
{
    public const int Width = 400;
    private const int Left = 56;
    private const int Right = 24;
    private const int Top = 12;
    private const int Bottom = 46;
    private const int TicksAcross = 5;
    private const int TicksUp = 5;

    private readonly StringBuilder _svg = new();
    private readonly PlotText _text;
    private readonly int _height;

    /// <param name="text">What it is called and says.</param>
    /// <param name="x">Least and greatest value across.</param>
    /// <param name="y">Least and greatest value up.</param>
    /// <param name="height">Of the whole.</param>
    public Plot(PlotText text, (double Least, double Greatest) x, (double Least, double Greatest) y, int height = 280)
    {
        _text = text;
        _height = height;
        X = new Axis(x.Least, x.Greatest, Left, Width - Right);
        Y = new Axis(y.Least, y.Greatest, height - Bottom, Top);
    }

    public Axis X { get; }

    public Axis Y { get; }

    /// <summary>Grid lines and numbers; categories across where there are names.</summary>
    /// <param name="percentX">Whether values across are shares.</param>
    /// <param name="percentY">Whether values up are shares.</param>
    /// <param name="names">Names of 0, 1, 2, … across; null for numbers.</param>
    public Plot Grid(bool percentX = false, bool percentY = false, IReadOnlyList<string>? names = null)
    {
        foreach (var tick in Y.Ticks(TicksUp))
        {
            Append($"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y.At(tick):0.#}" y2="{Y.At(tick):0.#}"/>""");
            Text(Left - 6, Y.At(tick) + 4, "end", Number(tick, percentY));
        }

        if (names is null)
        {
            foreach (var tick in X.Ticks(TicksAcross))
                Text(X.At(tick), _height - Bottom + 16, "middle", Number(tick, percentX));
        }
        else
        {
            // No more names than fit beside each other.
            var fit = Math.Max(1, (int)Math.Ceiling(names.Count * (names.Max(n => n.Length) * 6.8 + 10) / (Width - Left - Right)));
            for (var i = 0; i < names.Count; i += fit)
                Text(X.At(i), _height - Bottom + 16, "middle", names[i]);
        }

        Append($"""<line class="axis" x1="{Left}" x2="{Width - Right}" y1="{_height - Bottom}" y2="{_height - Bottom}"/>""");
        Text((Left + Width - Right) / 2.0, _height - 8, "middle", _text.Across);
        var middle = (Top + _height - Bottom) / 2;
        Append($"""<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})">{Escape(_text.Up)}</text>""");
        return this;
    }

    /// <summary>A line through points.</summary>
    public Plot Line(IEnumerable<(double X, double Y)> points, string style)
    {
        _svg.Append($"<polyline class=\"line {style}\" points=\"");
        foreach (var (x, y) in points)
            _svg.Append(CultureInfo.InvariantCulture, $"{X.At(x):0.#},{Y.At(y):0.#} ");
        _svg.Append("\"/>\n");
        return this;
    }

    /// <summary>A surface between two lines.</summary>
    public Plot Band(IReadOnlyList<(double X, double Low, double High)> points, string style)
    {
        _svg.Append($"<polygon class=\"band {style}\" points=\"");
        foreach (var (x, low, _) in points)
            _svg.Append(CultureInfo.InvariantCulture, $"{X.At(x):0.#},{Y.At(low):0.#} ");
        foreach (var (x, _, high) in points.Reverse())
            _svg.Append(CultureInfo.InvariantCulture, $"{X.At(x):0.#},{Y.At(high):0.#} ");
        _svg.Append("\"/>\n");
        return this;
    }

    /// <summary>A point, with its interval where it has one.</summary>
    public Plot Dot(double x, double y, string style, double low = double.NaN, double high = double.NaN)
    {
        if (double.IsFinite(low) && double.IsFinite(high))
            Append($"""<line class="line {style}" x1="{X.At(x):0.#}" x2="{X.At(x):0.#}" y1="{Y.At(low):0.#}" y2="{Y.At(high):0.#}"/>""");
        Append($"""<circle class="dot {style}" cx="{X.At(x):0.#}" cy="{Y.At(y):0.#}" r="3.2"/>""");
        return this;
    }

    /// <summary>An upright bar from the bottom.</summary>
    public Plot Bar(double from, double to, double y, string style)
    {
        var (x, top, bottom) = (X.At(from), Y.At(y), Y.At(0));
        Append($"""<rect class="bar {style}" x="{x:0.#}" y="{Math.Min(top, bottom):0.#}" width="{Math.Max(X.At(to) - x - 1, 0.6):0.#}" height="{Math.Abs(bottom - top):0.#}"/>""");
        return this;
    }

    /// <summary>Words at a place.</summary>
    public Plot Note(double x, double y, string words, string anchor = "middle")
    {
        Text(X.At(x), Y.At(y), anchor, words);
        return this;
    }

    /// <summary>The figure.</summary>
    /// <param name="legend">Names of styles; empty for none.</param>
    public string Render(params ReadOnlySpan<(string Style, string Name)> legend) => ChartFigure.Render(_text, Width, _height, _svg.ToString(), legend);

    private void Text(double x, double y, string anchor, string words) =>
        Append($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Escape(words)}</text>""");

    private void Append(FormattableString element) => _svg.Append(FormattableString.Invariant(element)).Append('\n');

    private static string Number(double value, bool percent) => percent ? Axis.Label(Math.Round(value * 100, 6)) + "\u00a0%" : Axis.Label(value);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}

/// <summary>What a chart is called and says.</summary>
/// <param name="Id">Unique on its page.</param>
/// <param name="Title">Above it.</param>
/// <param name="Alternative">What it shows, for who cannot see it.</param>
/// <param name="Across">Name and unit of the horizontal axis.</param>
/// <param name="Up">Name and unit of the vertical axis.</param>
internal sealed record PlotText(string Id, string Title, string Alternative, string Across, string Up);
