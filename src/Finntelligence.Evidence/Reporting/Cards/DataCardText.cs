using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Cards;

/// <summary>The data card: what the history holds, from the same figures as the page. Where it comes from, people write beside the product.</summary>
internal static class DataCardText
{
    public static string Of(ReportFigures report)
    {
        var data = report.Data;
        var text = new StringBuilder($"# Data card: {MarkdownText.Escape(report.Product.Name)}\n\n");
        text.Append($"{Count(data.Rows)} rows of {MarkdownText.Escape(data.Description)} (`{data.File.Replace('`', '\'')}`, sha256 `{data.Sha256}`). Origin, licence and what the data cannot tell: the README beside the product. "
            + $"Aggregates only; groups of fewer than {Statistics.SmallestCell} people are left out or joined with a neighbour.\n\n");
        text.Append("## Labels\n\n");
        text.Append(MarkdownText.Table(
            ["model", "event", "rows", "events", "share", "left out", "why"],
            data.Labels.Select(l => (IReadOnlyList<string>)
                [l.Model, l.Event, Count(l.Rows), Count(l.Events), Percent((double)l.Events / Math.Max(1, l.Rows), 2), Count(l.LeftOut), l.LeftOut == 0 ? None : l.Why])));
        if (!data.Periods.IsEmpty)
        {
            text.Append($"## By {MarkdownText.Escape(data.PeriodName)}\n\n");
            text.Append(MarkdownText.Table(
                [data.PeriodName, "offers", "taken", "loans with outcome", "default"],
                data.Periods.Select(p => (IReadOnlyList<string>)
                    [p.Name, Count(p.Rows), Percent(p.Accepted, 2), p.Defaulted is null ? None : Count(p.Loans), p.Defaulted is { } d ? Percent(d, 2) : None])));
        }

        text.Append("## Inputs\n\n");
        text.Append(MarkdownText.Table(
            ["input", "meaning", "unit", "rows", "missing", "implausible", "5 %", "median", "95 %"],
            data.Features.Select(f => (IReadOnlyList<string>)
                [f.Name, f.Description, f.Unit, Count(f.Rows), Percent(f.Missing, 2), Count(f.Implausible), Short(f.P5), Short(f.Median), Short(f.P95)])));
        foreach (var table in data.ByRate.Where(t => !t.Cells.IsEmpty))
        {
            text.Append($"## {char.ToUpperInvariant(table.Event[0])}{table.Event[1..]} by class and rate\n\nPercent; a dot: fewer than {Statistics.SmallestCell} people.\n\n");
            text.Append(MarkdownText.Table(
                ["class", .. table.Rates],
                table.Classes.Select((name, c) => (IReadOnlyList<string>)
                    [name, .. table.Cells.Where(cell => cell.Class == c).Select(cell => cell.Share is { } share ? Fixed(share * 100, 1) : cell.Rows == 0 ? "" : "·")])));
        }

        text.Append("## Audit only\n\n");
        text.Append(MarkdownText.Table(
            ["column", "meaning", "not known", "groups"],
            report.Fairness.Select(f => (IReadOnlyList<string>)[f.Column, f.Title, Percent(f.Missing, 2), string.Join("; ", f.Groups.Select(g => $"{g.Group} {Count(g.People)}"))])));
        return text.ToString().TrimEnd('\n') + "\n";
    }
}
