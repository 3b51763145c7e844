using System.Text;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Lending.Drift;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>The baseline of drift and, where a file of the present was given, the comparison.</summary>
internal static class DriftSection
{
    public static string Of(ReportFigures report)
    {
        var limits = report.Product.Monitoring;
        var html = new StringBuilder(ReportPage.Heading("drift", "Drift"));
        html.Append(P(
            "Each artifact carries the training distribution of its inputs and of its score. <span class=\"mono\">monitor --current FILE</span> compares later business with it and ends with exit code 2 where a limit is passed. "
            + $"The population stability index is Σ (share now − share then) × ln (share now ÷ share then) over the bins; from {Short((double)limits.StabilityWarning)} a figure is to be watched, from {Short((double)limits.StabilityLimit)} it has drifted, in "
            + $"both cases only if chance does not explain it. So it has where the share of missing values moves by {Percent((double)limits.MissingLimit, 0)} or more, or where the mean probability is off by {Percent((double)limits.CalibrationLimit, 0)} of what happened and by "
            + $"more than 2.6 standard errors. Below {Count(limits.MinimumRows)} rows nothing is judged. <span class=\"mono\">monitoring</span> in product.json sets these limits."));
        if (report.Drift is { } drift)
            html.Append(Current(drift));
        else
            html.Append(P("No file of present business was given to this report (<span class=\"mono\">report --current FILE</span>)."));
        html.Append("<h3>The baseline</h3>\n");
        foreach (var model in report.Baseline)
        {
            html.Append(Table(
                $"The {model.Kind} model. By chance: what the index of 1,000 unchanged rows exceeds once in a hundred times.",
                ["Figure", ">Rows", ">Bins", ">Missing", ">By chance"],
                model.Features.Select(f => (IReadOnlyList<string>)[f.Name, Count(f.Rows), Count(f.Bins), Percent(f.Missing, 2), Fixed(f.ByChanceOf1000)])));
        }

        return html.ToString();
    }

    private static string Current(DriftFigures drift)
    {
        var html = new StringBuilder($"<h3>The present: {Escape(drift.Source)}</h3>\n");
        html.Append(P($"{Count(drift.Rows)} rows, {Count(drift.Faulty)} lines with faults left out. Overall: <b>{drift.Level.Word()}</b>."));
        foreach (var model in drift.Models)
        {
            html.Append(Table(
                $"The {model.Kind} model: {Count(model.Rows)} {model.Population}", ["Figure", ">Stability index", ">By chance", ">Missing then", ">Missing now", ">Implausible", "Level"],
                [
                    .. drift.Shown(model).Select(f => (IReadOnlyList<string>)
                        [f.Name, Fixed(f.Stability), Fixed(f.ByChance), Percent(f.MissingBefore, 2), Percent(f.MissingNow, 2), Count(f.Implausible), drift.WordOf(f)]),
                    .. model.Score is { } s ? new IReadOnlyList<string>[] { [$"probability (mean {Percent(s.MeanBefore, 2)}, now {Percent(s.MeanNow, 2)})", Fixed(s.Stability), Fixed(s.ByChance), None, None, None, s.Level.Word()] } : [],
                ]));
            if (model.Calibration is { } c)
            {
                html.Append(P(
                    $"Outcomes are known of {Count(c.Rows)}, {(c.Events is > 0 and < Statistics.SmallestCell ? $"fewer than {Statistics.SmallestCell}" : Count(c.Events))} with the event: predicted {Percent(c.Predicted, 2)}, observed {Percent(c.Observed, 2)} "
                    + $"({Fixed(c.StandardErrors, 1)} standard errors){(c.Auc is { } auc ? $", AUC {Fixed(auc)}" : "")}: <b>{c.Level.Word()}</b>."));
            }

            var measured = model.Features.Where(f => double.IsFinite(f.Stability)).OrderByDescending(f => f.Stability).ToArray();
            if (measured.Length > 0)
            {
                html.Append("<div class=\"charts\">\n").Append(BarList.Render(
                    new PlotText($"psi-{model.Kind}", $"Stability index, {model.Kind} model", $"Highest: {measured[0].Name}, {Fixed(measured[0].Stability)}.", "population stability index", ""),
                    [.. measured.Select(f => (f.Name, f.Stability, Fixed(f.Stability)))])).Append("</div>\n");
            }
        }

        return html.ToString();
    }
}
