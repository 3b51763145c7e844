using System.Globalization;
using Finntelligence.Explorer.Charts;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Frontier.Exploring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace Finntelligence.Explorer.Portfolio;

/// <summary>The portfolio's frontiers: which resource is limited, and how far.</summary>
public sealed partial class FrontierPanel
{
    private PortfolioFrontier? _of;
    private EfficientFrontier _frontier = null!;
    private int _at;

    /// <summary>What finds and holds it.</summary>
    [Parameter, EditorRequired]
    public PortfolioWork Work { get; set; } = null!;

    /// <summary>Saves everybody's offers at a point.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(EfficientFrontier Frontier, FrontierPoint Point)> OnDownload { get; set; }

    /// <summary>Searches again after it was stopped.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnAgain { get; set; }

    [Inject]
    private IStringLocalizer<PortfolioWords> Words { get; set; } = null!;

    private FrontierPoint Point => _frontier.Points[_at];

    private string Currency => Work.Scored!.Models.Product.Currency;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_of == Work.Frontier)
            return;
        _of = Work.Frontier;
        if (_of is not null)
            Choose(_of.Frontiers.First(f => f.Resource.Name == "capital"));
    }

    // A budget begins at its end, a minimum at its start: where nothing is limited.
    private void Choose(EfficientFrontier frontier)
    {
        _frontier = frontier;
        _at = frontier.Resource.IsMinimum ? 0 : frontier.Points.Count - 1;
    }

    private void Slide(ChangeEventArgs moved) =>
        _at = int.TryParse(moved.Value as string, CultureInfo.InvariantCulture, out var at) ? Math.Clamp(at, 0, _frontier.Points.Count - 1) : _at;

    private string Money(double value) => $"{value.ToString("N0", CultureInfo.CurrentCulture)} {Currency}";

    private string Limit(double value) => _frontier.Resource.Name == "loans" ? value.ToString("N0", CultureInfo.CurrentCulture) : Money(value);

    private RenderFragment Row(string name, Func<Totals, string> of) => builder =>
    {
        builder.OpenElement(0, "tr");
        builder.OpenElement(1, "th");
        builder.AddAttribute(2, "scope", "row");
        builder.AddContent(3, Words[name]);
        builder.CloseElement();
        foreach (var totals in (Totals[])[Point.Totals, Work.Frontier!.Unlimited.Totals])
        {
            builder.OpenElement(4, "td");
            builder.AddAttribute(5, "class", "number");
            builder.AddContent(6, of(totals));
            builder.CloseElement();
        }

        builder.CloseElement();
    };

    private (IList<ITrace> Data, Plotly.Blazor.Layout Layout) Draw(PlotStyle style)
    {
        var resource = _frontier.Resource;
        var title = resource.Name switch
        {
            "loans" => Words["ResourceLoans"].Value,
            "losses" => string.Format(CultureInfo.CurrentCulture, Words["ResourceLosses"], Currency),
            _ => string.Format(CultureInfo.CurrentCulture, Words["ResourceCapital"], Currency),
        };
        return (
            [
                new Scatter
                {
                    X = [.. _frontier.Points.Select(p => (object)resource.In(p.Totals))],
                    Y = [.. _frontier.Points.Select(p => (object)p.Totals.Profit)],
                    Mode = ModeFlag.Lines,
                    Line = new Line { Color = style.Main, Width = 2 },
                    HoverTemplate = "%{x:,.0f}: %{y:,.0f}<extra></extra>",
                },
                new Scatter
                {
                    X = [resource.In(Point.Totals)],
                    Y = [Point.Totals.Profit],
                    Mode = ModeFlag.Markers | ModeFlag.Text,
                    Marker = new Marker { Color = style.Second, Size = 12 },
                    Text = Words["Chosen"].Value,
                    TextPosition = Plotly.Blazor.Traces.ScatterLib.TextPositionEnum.BottomLeft,
                    HoverTemplate = "%{x:,.0f}: %{y:,.0f}<extra></extra>",
                },
            ],
            style.Axes(title, string.Format(CultureInfo.CurrentCulture, Words["AxisProfit"], Currency), xFormat: ",~s", yFormat: ",~s"));
    }
}
