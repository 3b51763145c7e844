using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;

namespace Finntelligence.Explorer.Charts;

/// <summary>What a chart draws.</summary>
public sealed class ChartPicture
{
    /// <summary>From behind to before.</summary>
    public required IReadOnlyList<ITrace> Traces { get; init; }

    /// <summary>Of the page's ground.</summary>
    public required ChartColours Colours { get; init; }

    /// <summary>Title of the horizontal axis; null for none.</summary>
    public string? XTitle { get; init; }

    /// <summary>Title of the vertical axis; null for none.</summary>
    public string? YTitle { get; init; }

    /// <summary>Ends the numbers of the vertical axis.</summary>
    public string? YSuffix { get; init; }

    /// <summary>Ends the numbers of the horizontal axis.</summary>
    public string? XSuffix { get; init; }

    /// <summary>Title of a second vertical axis on the right; null for no such axis.</summary>
    public string? SecondTitle { get; init; }

    /// <summary>Whether the vertical axis begins at 0.</summary>
    public bool FromZero { get; init; }

    /// <summary>Whether categories, not numbers, stand on the vertical axis, the first on top.</summary>
    public bool IsListDown { get; init; }

    /// <summary>Pixels left of the axis.</summary>
    public decimal Left { get; init; } = 64;

    /// <summary>Pixels right of it.</summary>
    public decimal Right { get; init; } = 16;

    /// <summary>What the pointer finds.</summary>
    public HoverModeEnum HoverMode { get; init; } = HoverModeEnum.Closest;

    internal IEnumerable<XAxis> X(ChartColours colours)
    {
        yield return new XAxis
        {
            Title = new Plotly.Blazor.LayoutLib.XAxisLib.Title { Text = XTitle ?? "" },
            GridColor = colours.Grid,
            ZeroLineColor = colours.Grid,
            FixedRange = true,
            TickSuffix = XSuffix,
        };
    }

    internal IEnumerable<YAxis> Y(ChartColours colours)
    {
        yield return new YAxis
        {
            Title = new Plotly.Blazor.LayoutLib.YAxisLib.Title { Text = YTitle ?? "" },
            GridColor = colours.Grid,
            ZeroLineColor = colours.Grid,
            FixedRange = true,
            TickSuffix = YSuffix,
            RangeMode = FromZero ? Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero : null,
            AutoRange = IsListDown ? Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed : null,
            AutoMargin = IsListDown ? Plotly.Blazor.LayoutLib.YAxisLib.AutoMarginFlag.Width : null,
        };
        if (SecondTitle is not null)
        {
            yield return new YAxis
            {
                Title = new Plotly.Blazor.LayoutLib.YAxisLib.Title { Text = SecondTitle },
                Overlaying = "y",
                Side = Plotly.Blazor.LayoutLib.YAxisLib.SideEnum.Right,
                ShowGrid = false,
                FixedRange = true,
                TickSuffix = YSuffix,
                RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero,
            };
        }
    }
}
