using System.Text;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Modelling.Gates;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>How well one model does.</summary>
internal static class ModelPart
{
    public static string Of(ModelFigures model)
    {
        var html = new StringBuilder(ReportPage.Heading($"model-{model.Kind}", $"The {model.Kind} model"));
        var what = model.Kind == "risk" ? "the chance that a loan goes bad, given that it is taken at these terms" : "the chance that an applicant takes the offer";
        html.Append(P($"Predicts {what}. {Escape(model.Method)} {Count(model.Rows)} rows, {Count(model.Events)} of them with the event."));
        html.Append(P(
            $"Version {model.Version}, sha256 <span class=\"mono\">{model.Sha256}</span>. Learned from <span class=\"mono\">{Escape(model.TrainedOn)}</span>, sha256 "
            + $"<span class=\"mono\">{Escape(model.TrainedOnSha256)}</span>. Calibrated: {Escape(model.Calibration)}."));
        html.Append(Figures(model));
        if (model.Trainers.Length > 1)
            html.Append(Trainers(model));
        if (model.Identification is { } identification)
            html.Append(PricePart.Of(identification));
        html.Append("<div class=\"charts\">\n");
        html.Append(Roc(model)).Append(PrecisionRecall(model)).Append(Calibration(model)).Append(Lift(model)).Append(Ks(model));
        if (!model.LossByTrees.IsEmpty)
            html.Append(ByTrees(model)).Append(BySize(model));
        if (model.OutOfTime is { } test)
            html.Append(OutOfTime(model, test));
        html.Append("</div>\n");
        html.Append("<details><summary>Training options</summary>\n");
        html.Append(Table("As the artifact states them", ["Option", ">Value"], model.Options.Select(o => (IReadOnlyList<string>)[o.Key, o.Value])));
        return html.Append("</details>\n").ToString();
    }

    private static string Figures(ModelFigures model)
    {
        (string Name, string Key)[] figures =
        [
            ("AUC", "auc"), ("KS", "ks"), ("Log-loss (nats)", "logLoss"), ("Brier score", "brier"), ("Calibration error", "calibrationError"),
            ("Mean predicted", "meanPredicted"), ("Mean observed", "meanObserved"),
        ];
        var test = model.OutOfTime;
        string[] headings = ["Figure", ">Here", ">In the registry", .. test is null ? Array.Empty<string>() : [$">Learned on {test.Learned}, tested on {test.Tested}", $">{test.Tested}, with all to learn from"]];
        string Cell(IReadOnlyDictionary<string, double> values, string key) => values.TryGetValue(key, out var value) ? Fixed(value, 4) : None;
        return Table(
            test is null ? "Quality on rows not learned from" : $"Quality on rows not learned from. Out of time: {Count(test.RowsLearned)} rows to learn from, {Count(test.Rows)} to test on, {Count(test.Events)} events among these; 90 % interval of its AUC {Fixed(test.AucLow)} to {Fixed(test.AucHigh)}.",
            headings,
            figures.Select(f => (IReadOnlyList<string>)
            [
                f.Name, Cell(model.Metrics, f.Key), Cell(model.Registered, f.Key),
                .. test is null ? Array.Empty<string>() : [Cell(test.Metrics, f.Key), Cell(test.OutOfFold, f.Key)],
            ]));
    }

    private static string Trainers(ModelFigures model)
    {
        string Cell(TrainerFigures trainer, string key) => trainer.Metrics.TryGetValue(key, out var value) ? Fixed(value, 5) : None;
        return Table(
            "The trainers side by side, out of fold on the same rows. The last columns say for how many applicants the probability moves against the product's promise "
            + "somewhere on its grid of rates, and by how much at most.",
            ["Trainer", ">Version", ">AUC", ">Log-loss (nats)", ">Brier score", ">Applicants with a wrong move", ">Largest wrong move", ">Directions broken"],
            model.Trainers.Select((t, i) => (IReadOnlyList<string>)
            [
                i == 0 ? $"{t.Trainer} (this report's)" : t.Trainer, $"{t.Version}", Cell(t, "auc"), Cell(t, "logLoss"), Cell(t, "brier"),
                t.Metrics.TryGetValue(RatePromise.ShareFigure, out var share) ? Percent(share) : None, Cell(t, RatePromise.LargestFigure),
                t.Metrics.TryGetValue(PromiseFigures.BrokenFigure, out var broken) ? $"{broken}" : None,
            ]));
    }

    private static string Roc(ModelFigures model) =>
        new Plot(
                new PlotText(
                    $"{model.Kind}-roc", "ROC: who is found, and at what price",
                    $"Area {Fixed(model.Metrics["auc"])}, 90 % interval {Fixed(model.AucLow)} to {Fixed(model.AucHigh)}; 0.5 would be chance.", "false alarms (share of others)", "found (share of events)"),
                (0, 1), (0, 1))
            .Grid(percentX: true, percentY: true)
            .Line([(0, 0), (1, 1)], "c0 thin").Line(model.Roc.Select(p => (p.X, p.Y)), "c1")
            .Render(("c1", $"model, AUC {Fixed(model.Metrics["auc"])}"), ("c0", "chance"));

    private static string PrecisionRecall(ModelFigures model)
    {
        var share = (double)model.Events / model.Rows;
        var most = Math.Min(1, model.PrecisionRecall.Select(p => p.Y).Append(share).Max() * 1.1);
        return new Plot(
                new PlotText(
                    $"{model.Kind}-pr", "Precision against recall",
                    $"Starts at {Percent(model.PrecisionRecall.FirstOrDefault().Y)} and falls to the overall share, {Percent(share)}, where everybody is named.", "recall (share of events found)", "precision"),
                (0, 1), (0, most))
            .Grid(percentX: true, percentY: true)
            .Line([(0, share), (1, share)], "c0 thin").Line(model.PrecisionRecall.Select(p => (p.X, p.Y)), "c1")
            .Render(("c1", "model"), ("c0", "overall share"));
    }

    private static string Calibration(ModelFigures model) => CalibrationPlot(
        $"{model.Kind}-cal", "Calibration: predicted against observed",
        $"Mean distance {Fixed(model.Metrics["calibrationError"], 4)}; overall {Percent(model.Metrics["meanPredicted"], 2)} predicted, {Percent(model.Metrics["meanObserved"], 2)} observed.", model.CalibrationCurve);

    private static string OutOfTime(ModelFigures model, OutOfTimeFigures test) => CalibrationPlot(
        $"{model.Kind}-oot", $"Calibration out of time: learned on {test.Learned}, tested on {test.Tested}",
        $"AUC {Fixed(test.Metrics["auc"])}; overall {Percent(test.Metrics["meanPredicted"], 2)} predicted, {Percent(test.Metrics["meanObserved"], 2)} observed.", test.CalibrationCurve);

    private static string CalibrationPlot(string id, string title, string alternative, IReadOnlyList<CalibrationPoint> points)
    {
        var most = points.Count == 0 ? 1 : points.Max(p => Math.Max(p.High, p.Predicted)) * 1.04;
        var plot = new Plot(new PlotText(id, title, alternative, "predicted", "observed, 90 % interval"), (0, most), (0, most))
            .Grid(percentX: true, percentY: true).Line([(0, 0), (most, most)], "c0 thin");
        foreach (var point in points)
            plot.Dot(point.Predicted, point.Observed, "c1", point.Low, point.High);
        return plot.Render(("c1", "people with like predictions"), ("c0", "perfect"));
    }

    private static string Lift(ModelFigures model)
    {
        var top = model.Lift[0];
        return new Plot(
                new PlotText(
                    $"{model.Kind}-lift", "Lift of the highest scores",
                    $"The {Percent(top.X, 0)} with the highest probability have {Fixed(top.Y, 2)} times the overall share of events.", "share of people, highest first", "events ÷ overall share"),
                (0, 1), (0, top.Y * 1.08))
            .Grid(percentX: true).Line([(0, 1), (1, 1)], "c0 thin").Line(model.Lift.Select(p => (p.X, p.Y)), "c1").Render(("c1", "model"), ("c0", "overall"));
    }

    private static string Ks(ModelFigures model)
    {
        var most = model.Ks.Length < 3 ? 1 : model.Ks[^3].Probability;
        var widest = model.Ks.MaxBy(p => Math.Abs(p.Others - p.Events));
        var shown = model.Ks.Where(p => p.Probability <= most).ToArray();
        return new Plot(
                new PlotText(
                    $"{model.Kind}-ks", "KS: how far the two groups lie apart",
                    $"Greatest distance {Fixed(model.Metrics["ks"])} at a probability of {Percent(widest.Probability)}.", "probability", "share with less"),
                (0, most), (0, 1))
            .Grid(percentX: true, percentY: true)
            .Line(shown.Select(p => (p.Probability, p.Events)), "c2").Line(shown.Select(p => (p.Probability, p.Others)), "c1")
            .Line([(widest.Probability, widest.Events), (widest.Probability, widest.Others)], "c0 thin")
            .Render(("c2", "events"), ("c1", "others"), ("c0", $"KS {Fixed(model.Metrics["ks"])}"));
    }

    private static string ByTrees(ModelFigures model)
    {
        var losses = model.LossByTrees;
        return new Plot(
                new PlotText(
                    $"{model.Kind}-trees", "Learning curve: loss by number of trees",
                    $"Out-of-fold log-loss falls from {Fixed(losses[0].Y, 4)} to {Fixed(losses[^1].Y, 4)} with {Short(losses[^1].X)} trees.", "trees", "log-loss out of fold (nats)"),
                (0, losses[^1].X), (losses.Min(p => p.Y) * 0.998, losses.Max(p => p.Y) * 1.002))
            .Grid().Line(losses.Select(p => (p.X, p.Y)), "c1").Render();
    }

    private static string BySize(ModelFigures model)
    {
        var sizes = model.BySize;
        var (least, most) = (sizes.Min(p => p.Auc), sizes.Max(p => p.Auc));
        var room = Math.Max((most - least) * 0.15, 0.005);
        var plot = new Plot(
                new PlotText(
                    $"{model.Kind}-size", "Learning curve: AUC by number of rows",
                    $"From {Fixed(sizes[0].Auc)} with {Count(sizes[0].Rows)} rows to {Fixed(sizes[^1].Auc)} with {Count(sizes[^1].Rows)}. A curve that still rises says that more data would help.", "rows learned from", "AUC out of fold"),
                (0, sizes[^1].Rows), (least - room, most + room))
            .Grid().Line(sizes.Select(p => ((double)p.Rows, p.Auc)), "c1");
        foreach (var point in sizes)
            plot.Dot(point.Rows, point.Auc, "c1");
        return plot.Render();
    }
}
