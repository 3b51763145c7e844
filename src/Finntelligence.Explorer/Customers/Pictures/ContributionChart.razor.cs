using Finntelligence.Explorer.Charts;
using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Customers.Case;
using Finntelligence.Explorer.Texts;
using Finntelligence.Lending.Explanations;
using Finntelligence.Lending.Products;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.WaterfallLib;

namespace Finntelligence.Explorer.Customers.Pictures;

/// <summary>From the mean of all to this applicant's score: the exact Shapley values of one model, one step for each input.</summary>
public sealed partial class ContributionChart
{
    private const int HeightOfRow = 26;
    private const int HeightBeside = 70;
    private const double Beside = 0.15;
    private const double LeastReach = 0.05;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public CustomerAnswer Answer { get; set; } = null!;

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public ModelExplanation Explanation { get; set; } = null!;

    /// <summary>Of which model.</summary>
    [Parameter, EditorRequired]
    public ModelKind Model { get; set; }

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    // As the explanation's own size: it does not change while the picture is drawn.
    private int Height => HeightBeside + (HeightOfRow * (Explanation.Contributions.Length + 2));

    private double Score => Explanation.BaseValue + Explanation.Contributions.Sum(c => c.Contribution);

    private string Description => Words["ContributionSays", Figures.LogOdds(Explanation.BaseValue), Figures.LogOdds(Score),
        string.Join("; ", Explanation.Contributions.Take(3).Select(c => $"{Name(c.Feature)} {Figures.LogOdds(c.Contribution)}"))];

    private (IList<ITrace> Data, Layout Layout) Draw(PlotStyle style)
    {
        var layout = style.Axes(Words["LogOdds"], null);
        // The steps, which are small beside what lies between the mean and 0.
        var (least, greatest) = Reach();
        layout.XAxis[0].Range = [least, greatest];
        // The first on top.
        layout.YAxis[0].AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.Reversed;
        return ([Steps(style)], layout);
    }

    // Of the scores on the way, and a little beside them.
    private (double Least, double Greatest) Reach()
    {
        var (at, least, greatest) = (Explanation.BaseValue, Explanation.BaseValue, Explanation.BaseValue);
        foreach (var part in Explanation.Contributions)
        {
            at += part.Contribution;
            (least, greatest) = (Math.Min(least, at), Math.Max(greatest, at));
        }

        var beside = Math.Max(LeastReach, (greatest - least) * Beside);
        return (least - beside, greatest + beside);
    }

    private Waterfall Steps(PlotStyle style) => new()
    {
        Orientation = OrientationEnum.H,
        Measure = ["absolute", .. Explanation.Contributions.Select(_ => (object)"relative"), "total"],
        Y = [Words["BaseValue"].Value, .. Explanation.Contributions.Select(c => (object)Name(c.Feature)), Words["Score"].Value],
        X = [Math.Round(Explanation.BaseValue, 4), .. Explanation.Contributions.Select(c => (object)Math.Round(c.Contribution, 4)), Math.Round(Score, 4)],
        // Red is what the lender does not want: default likelier, take-up rarer.
        Increasing = new Increasing { Marker = new Plotly.Blazor.Traces.WaterfallLib.IncreasingLib.Marker { Color = Model == ModelKind.Risk ? style.Bad : style.Main } },
        Decreasing = new Decreasing { Marker = new Plotly.Blazor.Traces.WaterfallLib.DecreasingLib.Marker { Color = Model == ModelKind.Risk ? style.Main : style.Bad } },
        Totals = new Totals { Marker = new Plotly.Blazor.Traces.WaterfallLib.TotalsLib.Marker { Color = style.Closed } },
        HoverTemplate = "%{y}: %{delta:.3f}<extra></extra>",
    };

    private string Name(string feature) => feature switch
    {
        "amount" => Words["Amount"],
        "months" => Words["Term"],
        "rate" => Words["TheRate"],
        _ => Labels.Of(feature),
    };

    private string Shown(object? value) => value switch
    {
        null => Words["NotStated"],
        bool flag => Words[flag ? "Yes" : "No"],
        double number => Figures.Number(number),
        _ => value.ToString() ?? "",
    };
}
