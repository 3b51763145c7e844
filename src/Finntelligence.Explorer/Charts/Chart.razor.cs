using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;
using Plotly.Blazor.ConfigLib;
using Plotly.Blazor.LayoutLib;

namespace Finntelligence.Explorer.Charts;

/// <summary>Draws traces; draws them anew when they change.</summary>
public sealed partial class Chart
{
    private PlotlyChart? _chart;
    private IList<ITrace> _data = [];
    private Plotly.Blazor.Layout _layout = new();
    private bool _shows;
    private ChartPicture? _given;
    private ChartPicture? _drawn;

    // plotly.js draws no logo and no bar of tools: the page has its own ways to change what is shown.
    private Config _config = new() { Responsive = true, DisplayModeBar = DisplayModeBarEnum.False, DisplayLogo = false };

    /// <summary>Above the picture.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What it shows, in words.</summary>
    [Parameter, EditorRequired]
    public string Description { get; set; } = "";

    /// <summary>What is drawn; null for nothing yet. Another object is another picture.</summary>
    [Parameter, EditorRequired]
    public ChartPicture? Picture { get; set; }

    /// <summary>In pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 320;

    /// <summary>Of the figure, beside its own.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Below the picture: its legend, or the same in a table.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Picture is not { } picture || ReferenceEquals(picture, _given))
            return;
        _given = picture;
        (_data, _layout) = ([.. picture.Traces], LayoutOf(picture));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_given is null || ReferenceEquals(_given, _drawn))
            return;
        _drawn = _given;
        if (_chart is null)
        {
            // It draws itself the first time. Its script is not waited for by anything else on the page.
            _shows = true;
            StateHasChanged();
            return;
        }

        try
        {
            await _chart.React(CancellationToken.None);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    private static Plotly.Blazor.Layout LayoutOf(ChartPicture picture)
    {
        var colours = picture.Colours;
        var numbers = CultureInfo.CurrentCulture.NumberFormat;
        return new Plotly.Blazor.Layout
        {
            Font = new Font { Color = colours.Text, Size = 12, Family = "system-ui, Segoe UI, Helvetica Neue, Arial, sans-serif" },
            PaperBgColor = "rgba(0,0,0,0)",
            PlotBgColor = "rgba(0,0,0,0)",
            Margin = new Margin { L = picture.Left, R = picture.Right, T = 8, B = 48 },
            AutoSize = true,
            ShowLegend = false,
            Separators = numbers.NumberDecimalSeparator + numbers.NumberGroupSeparator,
            DragMode = DragModeEnum.False,
            HoverMode = picture.HoverMode,
            BarGap = 0.1m,
            XAxis = [.. picture.X(colours)],
            YAxis = [.. picture.Y(colours)],
        };
    }
}
