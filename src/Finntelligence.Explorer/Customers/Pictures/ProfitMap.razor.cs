using System.Collections.Immutable;
using Finntelligence.Explorer.Charts;
using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Texts;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;

namespace Finntelligence.Explorer.Customers.Pictures;

/// <summary>Expected profit over rate and amount, one number of months at a time; what cannot be offered is marked by why.</summary>
public sealed partial class ProfitMap
{
    private int _months;
    private int? _wanted;

    private ImmutableArray<int> Months => Pictures?.Surface.Grid.Months ?? (Answer.Offer is { } offer ? [offer.Terms.Months] : []);

    // How many were looked at, and what became of them.
    private string Considered
    {
        get
        {
            var search = Answer.Decision.Search;
            var text = Words["Considered", Figures.Count(search.OffersConsidered), Figures.Count(search.OffersFeasible), Figures.Count(search.OffersOutsideSupport)].Value;
            if (Pictures is { } pictures)
            {
                var (limits, policy) = (pictures.Count(OfferStanding.BeyondLimits), pictures.Count(OfferStanding.BeyondPolicy));
                text += " " + Words["ConsideredRest", Figures.Count(search.OffersConsidered - pictures.Standings.Length), Figures.Count(limits), Figures.Count(policy)];
            }

            if (search.Reach is { } reach)
                text += " " + Words["Reach", Figures.Number(Math.Round(reach.Lowest, 2)), Figures.Number(Math.Round(reach.Highest, 2))];
            if (search.KeepsAmount)
                text += " " + Words["KeepsAmount"];
            return text;
        }
    }

    private string Description => Answer.Offer is { } offer
        ? Words["ProfitMapSays", _months, Figures.Money(offer.Terms.Amount, Currency), Figures.Rate(offer.Terms.Rate), offer.Terms.Months, Figures.Money(offer.ExpectedProfit, Currency)]
        : Words["ProfitMapNone", _months];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var months = Months;
        _months = _wanted is { } wanted && months.Contains(wanted) ? wanted : Answer.Offer?.Terms.Months ?? (months.IsEmpty ? 0 : months[0]);
    }

    private void Choose(int months) => _wanted = _months = months;

    private (IList<ITrace> Data, Layout Layout) Draw(PlotStyle style)
    {
        var layout = style.Axes($"{Words["TheRate"]} ({Case.CaseForm.RateUnit(Answer.Pair.Product, Words)})", $"{Words["Amount"]} ({Currency})", yFormat: ",~f");
        if (Pictures is not { } pictures || pictures.Surface.Grid.Months.IndexOf(_months) is var month && month < 0)
            return ([], layout);
        var surface = pictures.Surface;
        IList<object> amounts = [.. surface.Grid.Amounts.Select(a => (object)(double)a)], rates = [.. surface.Grid.Rates.Select(r => (object)(double)r)];
        IList<ITrace> traces =
        [
            Cells(rates, amounts, Table(surface, (position, _) => pictures.Standings[position] switch
            {
                OfferStanding.Feasible => null,
                OfferStanding.OutsideSupport => 1,
                _ => 0,
            }, month), style),
            new HeatMap
            {
                X = rates,
                Y = amounts,
                Z = Table(surface, (_, offer) => offer.IsFeasible ? Math.Round(offer.Profit, 2) : null, month),
                ColorScale = "Viridis",
                ShowScale = true,
                HoverOnGaps = false,
                HoverTemplate = $"%{{x}} % · %{{y:,}} {Currency}<br>%{{z:,.2f}} {Currency}<extra></extra>",
            },
        ];
        if (Answer.Offer is { } chosen && chosen.Terms.Months == _months)
            traces.Add(Star(chosen.Terms, style));
        return (traces, layout);
    }

    private HeatMap Cells(IList<object> rates, IList<object> amounts, IList<object> standings, PlotStyle style) => new()
    {
        X = rates,
        Y = amounts,
        Z = standings,
        ZMin = 0,
        ZMax = 1,
        ColorScale = new object[] { new object[] { 0, style.Closed }, new object[] { 1, style.Sparse } },
        ShowScale = false,
        HoverOnGaps = false,
        HoverInfo = Plotly.Blazor.Traces.HeatMapLib.HoverInfoFlag.Skip,
    };

    private static Scatter Star(in OfferTerms terms, PlotStyle style) => new()
    {
        X = [(double)terms.Rate],
        Y = [(double)terms.Amount],
        Mode = ModeFlag.Markers,
        Marker = new Marker { Color = style.Mark, Size = 16, Symbol = SymbolEnum.Star, Line = new Plotly.Blazor.Traces.ScatterLib.MarkerLib.Line { Color = "#ffffff", Width = 1.5m } },
        HoverInfo = HoverInfoFlag.Skip,
    };

    // plotly.js has a row for each value of the vertical axis.
    private static IList<object> Table(OfferSurface surface, Func<int, SurfaceOffer, double?> figure, int month)
    {
        var (rates, amounts) = (surface.Grid.Rates.Length, surface.Grid.Amounts.Length);
        return [.. Enumerable.Range(0, amounts).Select(amount => (object)Enumerable.Range(0, rates).Select(rate =>
        {
            var position = (((month * rates) + rate) * amounts) + amount;
            return figure(position, surface.Offers[position]);
        }).ToArray())];
    }
}
