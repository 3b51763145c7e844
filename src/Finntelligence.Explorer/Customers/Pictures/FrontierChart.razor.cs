using System.Globalization;
using Finntelligence.Explorer.Charts;
using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Texts;
using Microsoft.AspNetCore.Components;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;
using Line = Plotly.Blazor.Traces.ScatterLib.Line;

namespace Finntelligence.Explorer.Customers.Pictures;

/// <summary>The offers between which profit and take-up must be traded; a slider goes from the most profitable to the likeliest taken.</summary>
public sealed partial class FrontierChart
{
    private int _at;
    private OfferPictures? _of;

    private string Chosen
    {
        get
        {
            if (Pictures is not { Frontier.Length: > 0 } pictures)
                return Pictures is null ? "…" : Words["NoOfferNoChart"];
            var position = pictures.Frontier[Math.Min(_at, pictures.Frontier.Length - 1)];
            var (terms, offer) = (pictures.Surface.TermsAt(position), pictures.Surface.Offers[position]);
            return Words["FrontierOffer", Figures.Money(terms.Amount, Currency), terms.Months, Figures.Rate(terms.Rate), Figures.Probability(offer.Acceptance), Figures.Money(offer.Profit, Currency)];
        }
    }

    private string Description => Pictures is { Frontier.Length: > 0 } pictures
        ? Words["FrontierSays", pictures.Frontier.Length, Figures.Money(pictures.Surface.Offers[pictures.Frontier[0]].Profit, Currency),
            Figures.Probability(pictures.Surface.Offers[pictures.Frontier[0]].Acceptance), Figures.Money(pictures.Surface.Offers[pictures.Frontier[^1]].Profit, Currency),
            Figures.Probability(pictures.Surface.Offers[pictures.Frontier[^1]].Acceptance)]
        : Words["NoOfferNoChart"];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Another frontier begins at its most profitable offer.
        if (!ReferenceEquals(_of, Pictures))
            (_of, _at) = (Pictures, 0);
    }

    private void Slide(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var at))
            _at = Math.Max(0, at);
    }

    private (IList<ITrace> Data, Layout Layout) Draw(PlotStyle style) => (
        Pictures is not { Frontier.Length: > 0 } pictures ? [] : [Line(pictures, style), Mark(pictures, style)],
        style.Axes($"{Words["TakeUp"]} (%)", $"{Words["ExpectedProfit"]} ({Currency})"));

    private Scatter Line(OfferPictures pictures, PlotStyle style) => new()
    {
        X = [.. pictures.Frontier.Select(p => TakeUp(pictures, p))],
        Y = [.. pictures.Frontier.Select(p => Profit(pictures, p))],
        Mode = ModeFlag.Lines | ModeFlag.Markers,
        Line = new Line { Color = style.Main, Width = 2 },
        Marker = new Marker { Color = style.Main, Size = 5 },
        HoverTemplate = $"%{{x:.2f}} % · %{{y:,.2f}} {Currency}<extra></extra>",
    };

    private Scatter Mark(OfferPictures pictures, PlotStyle style)
    {
        var position = pictures.Frontier[Math.Min(_at, pictures.Frontier.Length - 1)];
        return new Scatter
        {
            X = [TakeUp(pictures, position)],
            Y = [Profit(pictures, position)],
            Mode = ModeFlag.Markers,
            Marker = new Marker { Color = style.Mark, Size = 14, Symbol = SymbolEnum.Star },
            HoverInfo = HoverInfoFlag.Skip,
        };
    }

    private static object TakeUp(OfferPictures pictures, int position) => Math.Round(100.0 * pictures.Surface.Offers[position].Acceptance, 3);

    private static object Profit(OfferPictures pictures, int position) => Math.Round(pictures.Surface.Offers[position].Profit, 2);
}
