using System.Globalization;
using Finntelligence.Explorer.Charts;
using Plotly.Blazor;
using Plotly.Blazor.Traces;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>Draws counted values.</summary>
internal static class BarPlot
{
    // So many single values each have a name below their bar.
    private const int MostNamed = 12;

    public static (IList<ITrace> Data, Layout Layout) Of(Bars bars, string x, string y, PlotStyle style) =>
        bars.Width == 0 && bars.At.Length <= MostNamed ? Named(bars, x, y, style) : Measured(bars, x, y, style);

    private static (IList<ITrace> Data, Layout Layout) Named(Bars bars, string x, string y, PlotStyle style)
    {
        var layout = style.Axes(x, y, yFormat: ",~f");
        layout.XAxis[0].Type = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Category;
        var trace = new Bar
        {
            X = [.. bars.At.Select(v => (object)v.ToString("#,0.##", CultureInfo.CurrentCulture))],
            Y = [.. bars.Counts.Select(v => (object)v)],
            Marker = new Plotly.Blazor.Traces.BarLib.Marker { Color = style.Main },
            HoverTemplate = "%{x}: %{y:,}<extra></extra>",
        };
        return ([trace], layout);
    }

    private static (IList<ITrace> Data, Layout Layout) Measured(Bars bars, string x, string y, PlotStyle style)
    {
        var trace = new Bar
        {
            X = [.. bars.At.Select(v => (object)v)],
            Y = [.. bars.Counts.Select(v => (object)v)],
            Marker = new Plotly.Blazor.Traces.BarLib.Marker { Color = style.Main },
            HoverTemplate = "%{x:,.2~f}: %{y:,}<extra></extra>",
            // Intervals touch; single values do as far as the nearest two are apart.
            Width = (decimal)(bars.Width > 0 ? bars.Width : Nearest(bars) * 0.92),
        };
        return ([trace], style.Axes(x, y, xFormat: ",.4~r", yFormat: ",~f"));
    }

    private static double Nearest(Bars bars) =>
        bars.At.Length < 2 ? 1 : bars.At.Zip(bars.At.Skip(1), (a, b) => b - a).Min();
}
