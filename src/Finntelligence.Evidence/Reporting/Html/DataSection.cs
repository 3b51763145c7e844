using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>What the models learned from.</summary>
internal static class DataSection
{
    public static string Of(ReportFigures report)
    {
        var data = report.Data;
        var html = new StringBuilder(ReportPage.Heading("data", "The data"));
        html.Append(P($"{Count(data.Rows)} rows of {Escape(data.Description)} (<span class=\"mono\">{Escape(data.File)}</span>, sha256 <span class=\"mono\">{data.Sha256}</span>)."));
        html.Append(Table(
            "What each model learns, and what was left out", ["Model", "Event", ">Rows", ">Events", ">Share", ">Left out", "Why left out"],
            data.Labels.Select(l => (IReadOnlyList<string>)
                [l.Model, l.Event, Count(l.Rows), Count(l.Events), Percent((double)l.Events / Math.Max(1, l.Rows), 2), Count(l.LeftOut), l.LeftOut == 0 ? None : l.Why])));
        if (!data.Periods.IsEmpty)
        {
            html.Append(Table(
                $"By {data.PeriodName}", ["", ">Offers", ">Taken", ">Loans with outcome", ">Default"],
                data.Periods.Select(p => (IReadOnlyList<string>)
                    [p.Name, Count(p.Rows), Percent(p.Accepted, 2), p.Defaulted is null ? $"< {Statistics.SmallestCell}" : Count(p.Loans), p.Defaulted is { } d ? Percent(d, 2) : None])));
        }

        html.Append("<h3>Take-up and default by class and rate</h3>\n");
        html.Append(P(
            "Shares in percent, with the number of people below. A dot: fewer than "
            + $"{Statistics.SmallestCell} people, not shown. Where the rate was drawn at random, differences along a line are effects of the rate; differences of default along a line are not, "
            + "because people chose whether to borrow at that rate."));
        foreach (var table in data.ByRate)
            html.Append(Heat(table, report));
        html.Append("<h3>Inputs</h3>\n");
        html.Append(Table(
            "Applicant features over all rows; offer variables over loans. Missing includes implausible values, which are outside the product's range.",
            ["Input", "Unit", ">Rows", ">Missing", ">Implausible", ">5 %", ">Median", ">95 %"],
            data.Features.Select(f => (IReadOnlyList<string>)
                [f.Name, f.Unit, Count(f.Rows), Percent(f.Missing, 2), Count(f.Implausible), Short(f.P5), Short(f.Median), Short(f.P95)])));
        html.Append("<div class=\"charts\">\n");
        for (var i = 0; i < data.Features.Length; i++)
            html.Append(Distribution(data.Features[i], i));
        return html.Append("</div>\n").ToString();
    }

    private static string Distribution(FeatureFigures feature, int number)
    {
        var most = feature.Shares.Max();
        var modal = feature.Shares.IndexOf(most);
        var text = new PlotText(
            $"d{number}", $"Distribution of {feature.Name}", $"{feature.Description} Most common: {feature.Bins[modal]}, {Percent(most)} of known values; {Percent(feature.Missing)} missing.",
            feature.Unit.Length > 0 ? $"{feature.Name} ({feature.Unit})" : feature.Name, "share of known values");
        var plot = new Plot(text, (-0.6, feature.Bins.Length - 0.4), (0, most * 1.08), height: 220).Grid(percentY: true, names: feature.Bins);
        for (var i = 0; i < feature.Bins.Length; i++)
            plot.Bar(i - 0.45, i + 0.45, feature.Shares[i], "c1");
        return plot.Render();
    }

    private static string Heat(RateTable table, ReportFigures report)
    {
        if (table.Cells.IsEmpty)
            return P($"The history holds no rates for {Escape(table.Event)}.");
        var most = table.Cells.Max(c => c.Share ?? 0);
        var html = new StringBuilder($"<figure class=\"table\"><figcaption>{Capital(table.Event)} by class and rate (% a {report.Product.RatePeriod})</figcaption><div class=\"scroll\" tabindex=\"0\"><table class=\"heat\"><thead><tr><th scope=\"col\">class</th>");
        foreach (var rate in table.Rates)
            html.Append($"<th scope=\"col\" class=\"n\">{Escape(rate)}</th>");
        html.Append("</tr></thead><tbody>\n");
        for (var c = 0; c < table.Classes.Length; c++)
        {
            html.Append($"<tr><th scope=\"row\">{Escape(table.Classes[c])}</th>");
            foreach (var cell in table.Cells.Where(cell => cell.Class == c))
            {
                html.Append(cell switch
                {
                    { Share: { } share } =>
                        FormattableString.Invariant($"<td style=\"background:rgba(var(--heat),{0.6 * share / Math.Max(most, 1e-9):0.00})\" title=\"90 % interval {Percent(cell.Low!.Value)} to {Percent(cell.High!.Value)}\">{Fixed(share * 100, 1)}<br><small>{Count(cell.Rows!.Value)}</small></td>"),
                    { Rows: 0 } => "<td></td>",
                    _ => "<td>·</td>",
                });
            }

            html.Append("</tr>\n");
        }

        return html.Append("</tbody></table></div></figure>\n").ToString();
    }

    private static string Capital(string text) => Escape(text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..]);
}
