using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>Offers by groups that the models do not know of.</summary>
internal static class FairnessSection
{
    public static string Of(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("fairness", "Fairness"));
        if (report.Fairness.IsEmpty)
            return html.Append(P("The product declares no audit-only columns, so nothing can be said about groups.")).ToString();
        html.Append(P(
            "The columns below are in the history for audits only. <b>They never reach a model</b>: a product definition that tries is refused, and this report joins them with offers only after the offers are made. "
            + "But an input can stand for a group without naming it, so outcomes are compared."));
        html.Append(P(
            $"<b>Adverse impact ratio</b>: a group's share with an offer ÷ that of the group with the highest share; below {Fixed(VerdictRun.LeastImpactRatio, 1)} is the usual sign to look closer. <b>Discount ratio</b>: the same for offers below the "
            + $"class's standard rate. <b>Price gap at equal risk</b>: mean rate less that of the largest group, among people of the same class and the same fifth of predicted default at one and the same offer, in points a {report.Product.RatePeriod}. "
            + $"All with 90 % bootstrap intervals. Groups of fewer than {Statistics.SmallestCell} people are not shown."));
        for (var i = 0; i < report.Fairness.Length; i++)
            html.Append(Column(report.Fairness[i], i));
        return html.ToString();
    }

    private static string Column(FairnessFigures column, int number)
    {
        var html = new StringBuilder($"<h3>{Escape(column.Title)}</h3>\n");
        var left = column.Suppressed > 0 ? $" {column.Suppressed} groups are too small to show." : "";
        html.Append(Table(
            $"Column {column.Column}; not known for {Percent(column.Missing, 2)} of people. Prices are compared with {column.Reference}.{left}",
            ["Group", ">People", ">Offer", ">Declined", ">Adverse impact ratio", ">Mean rate", ">Below the card", ">Discount ratio", ">Price gap at equal risk"],
            column.Groups.Select(g => (IReadOnlyList<string>)
            [
                g.Group, Count(g.People), Percent(g.OfferRate), Percent(1 - g.OfferRate), Of(g.OfferRatio), Fixed(g.MeanRate, 2), Percent(g.BelowCard), Of(g.BelowCardRatio),
                g.Group == column.Reference ? "reference" : Of(g.PriceGap, 3),
            ])));
        var others = column.Groups.Where(g => g.Group != column.Reference && double.IsFinite(g.PriceGap.Value)).ToArray();
        if (others.Length > 0)
        {
            html.Append("<div class=\"charts\">\n").Append(IntervalChart.Render(
                new PlotText(
                    $"fair{number}", $"{column.Title}: price gap at equal risk", string.Join("; ", others.Select(g => $"{g.Group} {Fixed(g.PriceGap.Value, 3)}")) + ".",
                    $"percentage points of rate, against {column.Reference}", ""),
                [.. others.Select(g => new IntervalChart.Line(g.Group, g.PriceGap.Value, g.PriceGap.Low, g.PriceGap.High, Of(g.PriceGap, 3)))], 0, -VerdictRun.MostPriceGap, VerdictRun.MostPriceGap));
            var ratios = column.Groups.Where(g => double.IsFinite(g.BelowCardRatio.Value)).ToArray();
            if (ratios.Length > 0)
            {
                html.Append(IntervalChart.Render(
                    new PlotText(
                        $"fairratio{number}", $"{column.Title}: discount ratio", string.Join("; ", ratios.Select(g => $"{g.Group} {Fixed(g.BelowCardRatio.Value, 2)}")) + ".",
                        $"ratio; the line is the screen of {Fixed(VerdictRun.LeastImpactRatio, 1)}", ""),
                    [.. ratios.Select(g => new IntervalChart.Line(g.Group, g.BelowCardRatio.Value, g.BelowCardRatio.Low, g.BelowCardRatio.High, Of(g.BelowCardRatio)))], VerdictRun.LeastImpactRatio, 1));
            }

            html.Append("</div>\n");
        }

        return html.ToString();
    }

    private static string Of(Figures.Interval interval, int digits = 2) => Interval(interval.Value, interval.Low, interval.High, digits);
}
