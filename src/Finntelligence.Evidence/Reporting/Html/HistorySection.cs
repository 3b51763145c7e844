using System.Globalization;
using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>The versions there are, who moved which alias when and why, and where people sign.</summary>
internal static class HistorySection
{
    private static readonly string[] Roles = ["Prepared by (modelling)", "Reviewed by (model risk)", "Approved by (owner of the model risk)"];

    public static string Of(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("history", "History of the versions"));
        html.Append(Table(
            "Every registered version, with its figures out of fold", ["Model", ">Version", "Trainer", "Registered (UTC)", "Learned from", ">AUC", ">Log-loss", "Aliases", "sha256"],
            report.History.Versions.Select(v => (IReadOnlyList<string>)
            [
                v.Kind, $"{v.Version}", v.Trainer, Time(v.Created), v.IsSimulated ? $"{v.Data} (simulated)" : v.Data, Fixed(v.Auc ?? double.NaN, 5), Fixed(v.LogLoss ?? double.NaN, 5),
                string.Join(", ", v.Aliases), v.Sha256[..Math.Min(12, v.Sha256.Length)],
            ])));
        html.Append(Table(
            "Every move of an alias, in the order it was made", ["Alias", "When (UTC)", "Who", "Move", "Forced", "Why"],
            report.History.Moves.Select(m => (IReadOnlyList<string>)
                [m.Alias, Time(m.When), m.Who, $"{m.Kind} {(m.From is { } from ? $"{from} {(m.IsRollback ? "back to" : "to")} " : "to ")}{m.To}", m.Forced ? "forced" : "", m.Why])));
        return html.ToString();
    }

    /// <summary>Lines for three people, on what this very page shows.</summary>
    public static string SignOff(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("signoff", "Sign-off"));
        html.Append(P($"A signature covers the use of these versions for the product <b>{Escape(report.Product.Name)}</b>, on the grounds and with the concerns above. Another version or another product definition needs another report."));
        html.Append("<ul>");
        foreach (var model in report.Models)
            html.Append($"<li>{Escape(model.Kind)} {model.Version}, sha256 <span class=\"mono\">{model.Sha256}</span></li>\n");
        html.Append($"<li>product definition, sha256 <span class=\"mono\">{report.Product.Sha256}</span></li></ul>\n<div class=\"signs\">\n");
        foreach (string role in Roles)
            html.Append($"<div class=\"sign\"><b>{Escape(role)}</b><span>Decision and conditions</span><span>Name</span><span>Date and signature</span></div>\n");
        return html.Append("</div>\n").ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
