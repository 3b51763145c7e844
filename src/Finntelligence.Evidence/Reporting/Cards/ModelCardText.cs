using System.Globalization;
using System.Text;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Lending.Models;
using Finntelligence.Modelling.Gates;
using static Finntelligence.Evidence.Reporting.Cards.MarkdownText;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Cards;

/// <summary>The model card (after Mitchell and others, 2019), from the same figures as the page.</summary>
internal static class ModelCardText
{
    public static string Of(ReportFigures report)
    {
        var text = new StringBuilder($"# Model card: {MarkdownText.Escape(report.Product.Title)}\n\n");
        text.Append($"Verdict: **{Words(report.Verdict.Level)}**. {MarkdownText.Escape(report.Verdict.Words)} Grounds and limits: `report.html`.\n\n");
        text.Append("## What it is\n\n");
        text.Append("Two models of gradient-boosted trees, with a fitted calibration where it helps; what is known of the promised directions is under Checks: acceptance (take-up of an offer) and risk (default of a loan that was taken). "
            + "An engine searches the product's grid of offers for the greatest expected profit.\n\n");
        text.Append(MarkdownText.Table(
            ["model", "version", "trainer", "registered (UTC)", "sha256", "learned from (sha256)", "calibration"],
            report.Models.Select(m => (IReadOnlyList<string>)
                [m.Kind, $"{m.Version}", m.Trainer ?? "imported", m.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), m.Sha256[..12], $"{m.TrainedOn} ({m.TrainedOnSha256[..Math.Min(12, m.TrainedOnSha256.Length)]})", m.Calibration])));
        text.Append("## Intended use\n\nOffers to people like those of the history, within the product's limits, with a person answerable for declines. Not for people, countries, prices or loan types that the history does not hold: "
            + "see the data card.\n\n");
        text.Append("## Inputs\n\n");
        foreach (var driver in report.Drivers)
            text.Append($"- {driver.Kind}: {string.Join(", ", driver.Features.Select(f => MarkdownText.Escape(f.Name) + (f.Direction is null ? "" : $" ({f.Direction})")))}, by importance.\n");
        text.Append($"\nNever inputs, for audits only: {string.Join(", ", report.Product.Audit.Select(MarkdownText.Escape))}.\n\n");
        text.Append("## Quality on rows not learned from\n\n");
        text.Append(MarkdownText.Table(
            ["model", "rows", "events", "AUC [90 %]", "KS", "log-loss", "Brier", "calibration error", "mean predicted / observed"],
            report.Models.Select(m => (IReadOnlyList<string>)
            [
                m.Kind, Count(m.Rows), Count(m.Events), Interval(m.Metrics["auc"], m.AucLow, m.AucHigh), Fixed(m.Metrics["ks"]), Fixed(m.Metrics["logLoss"], 4), Fixed(m.Metrics["brier"], 4), Fixed(m.Metrics["calibrationError"], 4),
                $"{Percent(m.Metrics["meanPredicted"], 2)} / {Percent(m.Metrics["meanObserved"], 2)}",
            ])));
        if (report.Models.Any(m => m.Trainers.Length > 1))
        {
            text.Append("The trainers side by side, out of fold on the same rows, with what each breaks of the promise about the rate:\n\n");
            text.Append(MarkdownText.Table(
                ["model", "trainer", "version", "AUC", "log-loss", "applicants with a wrong move", "largest wrong move"],
                report.Models.SelectMany(m => m.Trainers.Select(t => (IReadOnlyList<string>)
                [
                    m.Kind, t.Trainer, $"{t.Version}", Figure(t, "auc"), Figure(t, "logLoss"),
                    t.Metrics.TryGetValue(RatePromise.ShareFigure, out var share) ? Percent(share) : None, Figure(t, RatePromise.LargestFigure),
                ]))));
        }

        foreach (var model in report.Models)
        {
            if (model.OutOfTime is { } test)
            {
                text.Append($"Out of time, {model.Kind}: learned on {MarkdownText.Escape(test.Learned)}, tested on {MarkdownText.Escape(test.Tested)}: AUC {Interval(test.Metrics["auc"], test.AucLow, test.AucHigh)}, mean predicted / observed "
                    + $"{Percent(test.Metrics["meanPredicted"], 2)} / {Percent(test.Metrics["meanObserved"], 2)}.\n\n");
            }
        }

        text.Append("## What it can know of a rate's effect\n\n");
        foreach (var model in report.Models)
            text.Append($"- {model.Kind}: **{PriceVerdictWords.Of(model.Identification)}**. {MarkdownText.Escape(PriceWords.Sentence(model))}\n");
        text.Append("\n## Checks\n\n");
        text.Append(MarkdownText.Table(
            ["check", "result", "found", "limit"], report.Verdict.Checks.Select(c => (IReadOnlyList<string>)[c.Name, c.Outcome.ToString().ToLowerInvariant(), c.Figure, c.Limit])));
        text.Append("## What is uncertain\n\n");
        foreach (var line in report.Verdict.Uncertain)
            text.Append($"- {MarkdownText.Escape(line)}\n");
        return text.ToString();
    }

    private static string Figure(TrainerFigures trainer, string name) => trainer.Metrics.TryGetValue(name, out var value) ? Fixed(value, 5) : None;

    private static string Words(VerdictLevel level) => level switch
    {
        VerdictLevel.Promote => "promote",
        VerdictLevel.PromoteWithConditions => "promote with conditions",
        VerdictLevel.DoNotPromote => "do not promote",
        _ => "no verdict",
    };
}
