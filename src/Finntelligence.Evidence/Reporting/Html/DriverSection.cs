using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>What moves the probabilities.</summary>
internal static class DriverSection
{
    public static string Of(ReportFigures report)
    {
        var html = new StringBuilder(ReportPage.Heading("drivers", "What drives the models"));
        html.Append(P(
            "Every probability of the <b>registered</b> models is split exactly among its inputs (Shapley values, path-dependent TreeSHAP), in log-odds: +0.1 multiplies the odds by 1.105. "
            + "Importance is the mean size of an input's part. The dependence charts show, for people with like values, the middle part and the range within which eight of ten lie. "
            + "No chart shows a person. These are parts of a prediction; only the rate's part is an effect, since only the rate was drawn at random."));
        html.Append("<h3>Take-up against the rate</h3>\n");
        html.Append(P(
            "Dots: what happened to people offered about that rate, with 90 % intervals. Line: the mean prediction for everybody of the class, were all offered that rate. "
            + "By construction the line never rises with the rate, for any applicant."));
        html.Append("<div class=\"charts\">\n");
        for (var i = 0; i < report.TakeUp.Length; i++)
        {
            if (!report.TakeUp[i].Predicted.IsEmpty)
                html.Append(TakeUp(report, report.TakeUp[i], i));
        }

        html.Append("</div>\n");
        foreach (var driver in report.Drivers)
        {
            html.Append($"<h3>The {driver.Kind} model</h3>\n<div class=\"charts\">\n");
            html.Append(BarList.Render(
                new PlotText(
                    $"{driver.Kind}-shap", $"Importance in the {driver.Kind} model",
                    $"Most important: {string.Join(", ", driver.Features.Take(3).Select(f => f.Name))}. {Count(driver.Rows)} rows.", "mean size of the part, log-odds", ""),
                [.. driver.Features.Select(f => (f.Name, f.Importance, Fixed(f.Importance)))]));
            var number = 0;
            foreach (var feature in driver.Features.Where(f => f.Importance > 0 && f.Dependence.Length > 0))
                html.Append(Dependence(driver.Kind, feature, number++));
            html.Append("</div>\n");
        }

        return html.ToString();
    }

    private static string TakeUp(ReportFigures report, TakeUpCurve curve, int number)
    {
        var most = curve.Observed.Select(o => o.High).Concat(curve.Predicted.Select(p => p.Y)).Max() * 1.05;
        double[] rates = [.. curve.Predicted.Select(p => p.X), .. curve.Observed.Select(o => o.Rate)];
        var plot = new Plot(
                new PlotText(
                    $"take-up-{number}", $"Take-up in class {curve.Class}",
                    $"Predicted {Percent(curve.Predicted[0].Y)} at a rate of {Short(curve.Predicted[0].X)} and {Percent(curve.Predicted[^1].Y)} at {Short(curve.Predicted[^1].X)}.",
                    $"rate (% a {report.Product.RatePeriod})", "take-up"),
                (rates.Min(), rates.Max()), (0, most))
            .Grid(percentY: true);
        foreach (var share in curve.Observed)
            plot.Dot(share.Rate, share.Share, "c2", share.Low, share.High);
        return plot.Line(curve.Predicted.Select(p => (p.X, p.Y)), "c1").Render(("c2", "observed"), ("c1", "predicted"));
    }

    private static string Dependence(string kind, FeatureDriver feature, int number)
    {
        var points = feature.Dependence;
        var (least, most) = (Math.Min(0, points.Min(p => p.Low)), Math.Max(0, points.Max(p => p.High)));
        var room = Math.Max((most - least) * 0.06, 1e-4);
        // A missing value is not on the scale of the others.
        var scale = points.Where(p => p.Bin != "missing").ToArray();
        var direction = feature.Direction is { } d ? $" Held by the product: {d}." : "";
        var plot = new Plot(
                new PlotText(
                    $"{kind}-dep{number}", $"{feature.Name}{(feature.Direction is { } held ? $" ({held})" : "")}",
                    $"Middle part from {Fixed(points[0].Median)} at {points[0].Bin} to {Fixed(scale.Length > 0 ? scale[^1].Median : points[^1].Median)} at {(scale.Length > 0 ? scale[^1].Bin : points[^1].Bin)}.{direction}", feature.Name, "part in log-odds"),
                (-0.5, points.Length - 0.5), (least - room, most + room), height: 220)
            .Grid(names: [.. points.Select(p => p.Bin)]).Line([(-0.5, 0), (points.Length - 0.5, 0)], "c0 thin");
        if (scale.Length > 1)
        {
            plot.Band([.. scale.Select((p, i) => ((double)i, p.Low, p.High))], "c1")
                .Line(scale.Select((p, i) => ((double)i, p.Median)), "c1");
        }

        for (var i = 0; i < points.Length; i++)
        {
            if (i >= scale.Length || scale.Length == 1)
                plot.Dot(i, points[i].Median, "c1", points[i].Low, points[i].High);
        }

        return plot.Render();
    }
}
