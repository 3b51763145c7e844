using System.Globalization;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Font = Plotly.Blazor.LayoutLib.Font;

namespace Finntelligence.Explorer.Charts;

/// <summary>The colours of charts in light and dark, as the theme has them, and what all charts have in common.</summary>
public sealed record PlotStyle
{
    private static readonly PlotStyle Light = new() { Ink = "#1b1f23", Grid = "#d5dbe1", Main = "#1a5276", Second = "#b35c00", Soft = "#9fb8cb", Bad = "#b3261e", Mark = "#d4006a", Closed = "#8a949d", Sparse = "#d8dde2" };

    private static readonly PlotStyle Dark = new() { Ink = "#e8edf1", Grid = "#39444e", Main = "#7fb8e0", Second = "#e5b567", Soft = "#4a6a82", Bad = "#ff8a80", Mark = "#ff5fa8", Closed = "#5b656e", Sparse = "#2b343c" };

    /// <summary>Of text.</summary>
    public required string Ink { get; init; }

    /// <summary>Of grid lines.</summary>
    public required string Grid { get; init; }

    /// <summary>Of what is shown.</summary>
    public required string Main { get; init; }

    /// <summary>Of what stands out of it, or beside it.</summary>
    public required string Second { get; init; }

    /// <summary>Of what stands behind it.</summary>
    public required string Soft { get; init; }

    /// <summary>Of what a lender does not want.</summary>
    public required string Bad { get; init; }

    /// <summary>Of the one thing to see.</summary>
    public required string Mark { get; init; }

    /// <summary>Of what cannot be had.</summary>
    public required string Closed { get; init; }

    /// <summary>Of what history has too little of.</summary>
    public required string Sparse { get; init; }

    /// <summary>One of both.</summary>
    public static PlotStyle Of(bool isDark) => isDark ? Dark : Light;

    /// <summary>A layout with one pair of axes, which nobody drags.</summary>
    /// <param name="x">Title of the axis, null for none.</param>
    /// <param name="y">Title of the axis, null for none.</param>
    /// <param name="xFormat">Of its figures, by d3-format; null for the default.</param>
    /// <param name="yFormat">Of its figures.</param>
    /// <param name="legend">Whether the traces are named.</param>
    public Layout Axes(string? x, string? y, string? xFormat = null, string? yFormat = null, bool legend = false)
    {
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        return new Layout
        {
            AutoSize = true,
            PaperBgColor = "rgba(0,0,0,0)",
            PlotBgColor = "rgba(0,0,0,0)",
            Font = new Font { Color = Ink, Size = 12, Family = "system-ui, Segoe UI, Helvetica Neue, Arial, sans-serif" },
            Margin = new Margin { L = 56, R = 12, T = 8, B = 44 },
            Separators = numbers.NumberDecimalSeparator + numbers.NumberGroupSeparator,
            ShowLegend = legend,
            Legend = [new Legend { Orientation = Plotly.Blazor.LayoutLib.LegendLib.OrientationEnum.H, Y = 1.12m }],
            BarGap = 0.08m,
            DragMode = DragModeEnum.False,
            XAxis =
            [
                new XAxis
                {
                    Title = x is null ? null : new Plotly.Blazor.LayoutLib.XAxisLib.Title { Text = x }, GridColor = Grid, ZeroLineColor = Grid,
                    FixedRange = true, TickFormat = xFormat, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.True,
                },
            ],
            YAxis =
            [
                new YAxis
                {
                    Title = y is null ? null : new Plotly.Blazor.LayoutLib.YAxisLib.Title { Text = y }, GridColor = Grid, ZeroLineColor = Grid,
                    FixedRange = true, TickFormat = yFormat, AutoMargin = Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.True,
                },
            ],
        };
    }
}
