using Finntelligence.Explorer.Charts;
using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Texts;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using BarMarker = Plotly.Blazor.Traces.BarLib.Marker;
using Line = Plotly.Blazor.Traces.ScatterLib.Line;

namespace Finntelligence.Explorer.Customers.Pictures;

/// <summary>Take-up and default against the rate, at the amount and term of the offer, before how often history had each rate.</summary>
public sealed partial class RateChart
{
    private string Caption => Answer.Offer is { } offer
        ? Words["RateChartOf", Figures.Money(offer.Terms.Amount, Currency), offer.Terms.Months]
        : Words["NoOfferNoChart"];

    private string Description => Pictures?.Curves is { } curves
        ? Words["RateChartSays", Figures.Rate(curves.Rates[0]), Figures.Probability(curves.Acceptance[0]), Figures.Probability(curves.Default[0]),
            Figures.Rate(curves.Rates[^1]), Figures.Probability(curves.Acceptance[^1]), Figures.Probability(curves.Default[^1])]
        : Caption;

    private (IList<ITrace> Data, Layout Layout) Draw(PlotStyle style)
    {
        var layout = style.Axes($"{Words["TheRate"]} ({Case.CaseForm.RateUnit(Answer.Pair.Product, Words)})", "%");
        layout.YAxis[0].RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero;
        layout.HoverMode = HoverModeEnum.XUnified;
        return (Pictures?.Curves is { } curves ? [.. Traces(curves, style)] : [], layout);
    }

    private IEnumerable<ITrace> Traces(RateCurves curves, PlotStyle style)
    {
        IList<object> rates = [.. curves.Rates.Select(r => (object)(double)r)];
        if (!curves.History.IsEmpty)
        {
            yield return new Bar
            {
                Name = Words["HistoryHad"],
                X = rates,
                Y = Percent(curves.History),
                Marker = new BarMarker { Color = style.Soft },
                HoverTemplate = "%{y:.1f} %",
            };
        }

        yield return Curve(Words["TakeUp"], rates, Percent(curves.Acceptance), style.Main, "solid");
        yield return Curve(Words["Default"], rates, Percent(curves.Default), style.Bad, "dash");
        double top = curves.Acceptance.Concat(curves.Default).Concat(curves.History).Max() * 100, at = (double)curves.Terms.Rate;
        yield return new Scatter
        {
            X = [at, at],
            Y = [0, top],
            Mode = ModeFlag.Lines,
            Line = new Line { Color = style.Mark, Dash = "dot", Width = 2 },
            HoverInfo = HoverInfoFlag.Skip,
        };
    }

    private static Scatter Curve(string name, IList<object> rates, IList<object> percent, string colour, string dash) => new()
    {
        Name = name,
        X = rates,
        Y = percent,
        Mode = ModeFlag.Lines,
        Line = new Line { Color = colour, Dash = dash, Width = 2.5m, Shape = Plotly.Blazor.Traces.ScatterLib.LineLib.ShapeEnum.Hv },
        HoverTemplate = "%{y:.2f} %",
    };

    private static IList<object> Percent(IEnumerable<double> shares) => [.. shares.Select(s => (object)Math.Round(100 * s, 3))];
}
