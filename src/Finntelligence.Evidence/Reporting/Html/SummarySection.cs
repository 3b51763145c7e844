using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Lending.Models;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>One page: whether to promote, on what grounds, and what is uncertain.</summary>
internal static class SummarySection
{
    public static string Of(ReportFigures report)
    {
        var verdict = report.Verdict;
        var html = new StringBuilder(ReportPage.Heading("summary", "Summary"));
        var (style, word) = verdict.Level switch
        {
            VerdictLevel.Promote => ("ok", "Promote"),
            VerdictLevel.PromoteWithConditions => ("warn", "Promote with conditions"),
            VerdictLevel.DoNotPromote => ("bad", "Do not promote"),
            _ => ("bad", "No verdict"),
        };
        html.Append($"<div class=\"verdict {style}\"><strong>{word}.</strong> {Escape(verdict.Words)}</div>\n");
        if (report.Models.Any(m => !m.SameHistory))
        {
            html.Append($"<div class=\"note\"><b>Not the data of these models.</b> They learned from {Escape(string.Join(" and ", report.Models.Select(m => m.TrainedOn).Distinct()))}; "
                + $"this report was made with {Escape(report.Data.Description)} ({Escape(report.Data.File)}). What follows shows how the machinery works, not how good the registered models are.</div>\n");
        }

        foreach (var model in report.Models.Where(m => m.Identification?.Verdict == PriceVerdict.NotIdentified))
            html.Append($"<div class=\"note\"><b>The effect of the rate is not identified.</b> {Escape(PriceWords.Sentence(model))}</div>\n");
        html.Append(P(
            "Two models stand behind every offer: one of <b>acceptance</b> (does the applicant take the loan at this rate?) and one of <b>risk</b> (does the loan "
            + "go bad, once taken?). The engine makes the offer with the greatest expected profit within the product's limits. This page says whether the two may go on "
            + "deciding, by rules that are fixed in advance and stated beside each figure."));
        html.Append("<ul class=\"tiles\">");
        foreach (var model in report.Models)
            Tile(html, Fixed(model.Metrics["auc"]), $"AUC of {model.Kind}, out of fold [{Fixed(model.AucLow)}, {Fixed(model.AucHigh)}]");
        foreach (var model in report.Models)
            Tile(html, $"{Percent(model.Metrics["meanPredicted"])} / {Percent(model.Metrics["meanObserved"])}", $"mean {model.Kind}, predicted / observed");
        Tile(html, Percent((double)report.Policy.Offers / Math.Max(1, report.Policy.People)), $"of {Count(report.Policy.People)} people get an offer");
        if (report.Value?.Policies.FirstOrDefault(p => p.Name == VerdictRun.ShippedPolicy)?.DoublyRobust is { Difference: { } gain, DifferenceInterval: { } within })
            Tile(html, $"{Fixed(gain, 1)} {report.Product.Currency}", $"an offer against the card [{Fixed(within.Lower, 1)}, {Fixed(within.Upper, 1)}]");
        html.Append("</ul>\n");
        html.Append(RawTable(
            "What was checked. A failure stops a promotion; a concern needs somebody's decision.", ["Check", "Result", "Found", "Limit", "What it means"],
            verdict.Checks.Select(c => (IReadOnlyList<string>)[Escape(c.Name), Result(c.Outcome), Escape(c.Figure), Escape(c.Limit), $"<span class=\"soft\">{Escape(c.Meaning)}</span>"])));
        html.Append("<h3>What is uncertain</h3>\n<ul>");
        foreach (var line in verdict.Uncertain)
            html.Append($"<li>{Escape(line)}</li>\n");
        html.Append("</ul>\n");
        html.Append("<details><summary>Every promotion gate</summary>\n");
        html.Append(Table(
            "The gates that models promote asks, against the version that would be replaced.", ["Model", "Gate", "Result", "Found", "Limit"],
            report.Gates.Select(g => (IReadOnlyList<string>)[g.Kind, g.Gate, g.Passed ? "passed" : "FAILED", g.Figure, g.Limit])));
        return html.Append("</details>\n").ToString();
    }

    private static void Tile(StringBuilder html, string figure, string words) => html.Append($"<li><b>{Escape(figure)}</b><span>{Escape(words)}</span></li>\n");

    private static string Result(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "<span class=\"ok\"><b>✓ passed</b></span>",
        CheckOutcome.Concern => "<span class=\"warn\"><b>! concern</b></span>",
        CheckOutcome.Failed => "<span class=\"bad\"><b>✗ failed</b></span>",
        _ => "<span class=\"warn\"><b>? not measured</b></span>",
    };
}
