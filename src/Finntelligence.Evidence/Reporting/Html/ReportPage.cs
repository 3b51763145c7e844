using System.Globalization;
using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>The report as one file: no script, nothing fetched.</summary>
internal static class ReportPage
{
    public static string Of(ReportFigures report)
    {
        var title = $"{report.Product.Title}: model report";
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n");
        html.Append($"<title>{Escape(title)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n");
        html.Append($"<header><h1>{Escape(title)}</h1>\n<p class=\"soft\">Product <b>{Escape(report.Product.Name)}</b>, models in <b>{Escape(report.Alias)}</b>, "
            + $"registered {report.ModelsOf.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC. "
            + "Made by <span class=\"mono\">report</span>; the same inputs give the same bytes, so the time of making is not in it.</p></header>\n");
        html.Append("<nav aria-label=\"Contents\"><ul>");
        foreach (var (id, name) in Sections(report))
            html.Append($"<li><a href=\"#{id}\">{Escape(name)}</a></li>");
        html.Append("</ul></nav>\n<main>\n");
        html.Append(SummarySection.Of(report));
        html.Append(DataSection.Of(report));
        foreach (var model in report.Models)
            html.Append(ModelPart.Of(model));
        html.Append(DriverSection.Of(report));
        html.Append(PolicySection.Of(report));
        html.Append(ValueSection.Of(report));
        html.Append(ExperimentSection.Of(report));
        html.Append(RehearsalSection.Of(report));
        html.Append(FairnessSection.Of(report));
        html.Append(DriftSection.Of(report));
        html.Append(HistorySection.Of(report));
        html.Append(HistorySection.SignOff(report));
        html.Append(TermsSection.Of(report));
        html.Append("</main>\n<footer><p>The same figures for programs: <a href=\"report.json\">report.json</a>. In words: "
            + "<a href=\"model-card.md\">model card</a>, <a href=\"data-card.md\">data card</a>. Aggregates only; groups of fewer than "
            + $"{Statistics.SmallestCell} people are left out or joined with a neighbour.</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>A section's beginning.</summary>
    public static string Heading(string id, string name) => $"<h2 id=\"{id}\">{Escape(name)}</h2>\n";

    private static IEnumerable<(string Id, string Name)> Sections(ReportFigures report) =>
    [
        ("summary", "Summary"), ("data", "Data"), .. report.Models.Select(m => ($"model-{m.Kind}", $"The {m.Kind} model")), ("drivers", "What drives them"),
        ("policy", "The policy"), ("value", "What it is worth"),
        .. report.Experiment is null ? Array.Empty<(string, string)>() : [(ExperimentSection.Id, ExperimentSection.Name)],
        .. report.Rehearsal is null ? Array.Empty<(string, string)>() : [(RehearsalSection.Id, RehearsalSection.Name)],
        ("fairness", "Fairness"), ("drift", "Drift"), ("history", "History"), ("signoff", "Sign-off"), ("terms", "Terms"),
    ];
}
