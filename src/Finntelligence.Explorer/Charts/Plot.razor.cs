using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;

namespace Finntelligence.Explorer.Charts;

/// <summary>A chart of plotly.js that is drawn anew when what it shows, or light and dark, change.</summary>
public sealed partial class Plot
{
    private readonly Config _config = new() { DisplayModeBar = Plotly.Blazor.ConfigLib.DisplayModeBarEnum.False, Responsive = true, DisplayLogo = false };

    private PlotlyChart? _chart;
    private IList<ITrace> _data = [];
    private Layout _layout = new();
    private object? _shown;
    private bool _isDrawn;
    private bool _isStale;

    /// <summary>Above it.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What it shows, for whoever does not see it.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 260;

    /// <summary>What is shown: drawn anew when it is not equal to what it was.</summary>
    [Parameter, EditorRequired]
    public object? Of { get; set; }

    /// <summary>Draws it.</summary>
    [Parameter, EditorRequired]
    public Func<PlotStyle, (IList<ITrace> Data, Layout Layout)> Draw { get; set; } = null!;

    /// <summary>Below it: what its colours mean, or what moves it.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var shown = (Of, IsDark);
        if (shown.Equals(_shown))
            return;
        _shown = shown;
        (_data, _layout) = Draw(PlotStyle.Of(IsDark));
        // Else it is as high as plotly.js likes.
        _layout.Height = Height;
        _isStale = _isDrawn;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _isDrawn = true;
        if (!_isStale || _chart is null)
            return;
        _isStale = false;
        try
        {
            await _chart.React();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}
