using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Explorer.Charts;
using Microsoft.Extensions.Localization;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace Finntelligence.Explorer.InService;

/// <summary>Draws what was observed over what was predicted.</summary>
internal static class CalibrationPlot
{
    public static (IList<ITrace> Data, Layout Layout) Of(EvidenceModel model, IStringLocalizer<InServiceWords> words, PlotStyle style)
    {
        var end = Reach(model.CalibrationCurve ?? []);
        var data = new List<ITrace>
        {
            new Scatter { X = [0, end], Y = [0, end], Mode = ModeFlag.Lines, Line = new Line { Color = style.Soft, Width = 2 }, Name = words["Perfect"] },
            Points(model.CalibrationCurve ?? [], words["OutOfFold"], style.Main, SymbolOf.Circle),
        };
        if (model.OutOfTime is { CalibrationCurve: { Length: > 0 } later } time)
            data.Add(Points(later, string.Format(CultureInfo.CurrentCulture, words["Later"], time.Tested), style.Second, SymbolOf.Diamond));
        return (data, style.Axes(words["Predicted"], words["Observed"], ".0%", ".0%", legend: true));
    }

    private static double Reach(ImmutableArray<CalibrationPoint> points) => points.Length == 0 ? 1 : Math.Min(1, points.Max(p => Math.Max(p.Predicted, p.High)));

    private static Scatter Points(ImmutableArray<CalibrationPoint> points, string name, string color, SymbolOf symbol) => new()
    {
        X = [.. points.Select(p => (object)p.Predicted)],
        Y = [.. points.Select(p => (object)p.Observed)],
        Mode = ModeFlag.Markers,
        Name = name,
        Marker = new Marker
        {
            Color = color,
            Size = 8,
            Symbol = symbol == SymbolOf.Circle ? Plotly.Blazor.Traces.ScatterLib.MarkerLib.SymbolEnum.Circle : Plotly.Blazor.Traces.ScatterLib.MarkerLib.SymbolEnum.Diamond,
        },
        ErrorY = new ErrorY
        {
            Type = Plotly.Blazor.Traces.ScatterLib.ErrorYLib.TypeEnum.Data,
            Symmetric = false,
            Array = [.. points.Select(p => (object)(p.High - p.Observed))],
            ArrayMinus = [.. points.Select(p => (object)(p.Observed - p.Low))],
            Color = color,
            Thickness = 1,
        },
        HoverTemplate = "%{x:.1%}: %{y:.1%}<extra></extra>",
    };

    private enum SymbolOf
    {
        Circle,
        Diamond,
    }
}
