using System.Globalization;
using Finntelligence.Evidence.RateCards;
using Finntelligence.Evidence.RateCards.Figures;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Foundation.Output;
using FiguresText = Finntelligence.Foundation.Output.Figures;

namespace Finntelligence.Training.Commands.RateCards;

/// <summary>A card as tables.</summary>
internal static class RateCardTables
{
    public static void Show(RateCardOutcome outcome, IReporter reporter)
    {
        CardFigures figures = outcome.Figures;
        reporter.Table(new ReportTable(
            $"The card, money in {figures.Currency} a customer",
            [
                new("cell"), new("rate", Numeric: true), new("now", Numeric: true, Rank: 1), new("customers", Numeric: true), new("take-up", Numeric: true, Rank: 1),
                new("default", Numeric: true, Rank: 2), new("profit", Numeric: true), new("against now [90 %]", Rank: 1), new("who", Rank: 3),
            ],
            [
                .. figures.Cells.Append(figures.Total).Select(c => new[]
                {
                    c.Cell, Short(c.Rate), Short(c.RateToday), FiguresText.Count(c.Customers), FiguresText.Percent(c.TakeUp), FiguresText.Percent(c.Default),
                    Short(c.Profit.Value), Between(c.Gain), c.Who,
                }),
            ]));
        reporter.Table(new ReportTable(
            "Every number of cells that was tried",
            [
                new("cells", Numeric: true), new("where it was found", Numeric: true), new("could be", Numeric: true, Rank: 1), new("held out", Numeric: true),
                new("standard error", Numeric: true, Rank: 2), new("against now", Numeric: true, Rank: 1), new("chosen"),
            ],
            [
                .. figures.Tried.Select(t => new[]
                {
                    $"{t.Cells}", Short(t.Profit), Short(t.Upper), Short(t.HeldOut), Short(t.HeldOutError), Short(t.Gain), t.IsChosen ? "yes" : "",
                }),
            ]));
        reporter.Table(new ReportTable(
            "Rules", [new("rule"), new("kept")],
            [.. figures.Rules.Select(r => new[] { r.Rule, r.Broken.IsEmpty ? "yes" : $"NO: {string.Join("; ", r.Broken)}" })]));
        reporter.Status("");
        string by = figures.Objective == CardObjective.HeldOut ? "what held-out offers earned" : "the models' expectation";
        reporter.Status($"Held out, by {by}: {Between(figures.HeldOut.Profit)}, {figures.Today ?? "the best single rate"} {Between(figures.HeldOut.ProfitToday)}, difference {Between(figures.HeldOut.Gain)}.");
        if (figures.Evaluated is { } evaluated)
            reporter.Status($"By offers really made, evaluate finds cards found this way to earn {Between(evaluated)} an offer against the standard card.");
        reporter.Status(figures.Search.IsProven
            ? "No better card of as many cells keeps the rules: proven."
            : $"A better card of as many cells could earn at most {FiguresText.Percent(figures.Search.Gap)} more.");
        reporter.Status($"Pricing one by one promises {Short(figures.OneByOne.Profit)} by the models, this card {Short(figures.OneByOne.CardProfit)}.");
        if (figures.Source.IsSimulated)
            reporter.Warning("These are simulated customers: the figures show that the method works, and say nothing about customers.");
        reporter.Status($"Written: {outcome.Folder} ({FiguresText.Seconds(outcome.Elapsed)} seconds).");
        Registered(outcome, reporter);
    }

    private static void Registered(RateCardOutcome outcome, IReporter reporter)
    {
        if (outcome.Version is not { } registered)
            return;
        string name = $"ratecard {registered.Version.Entry}";
        reporter.Status(registered.IsNew ? $"Registered: {name}." : $"{name} is this very card, byte for byte.");
        if (outcome.Change is not null)
            reporter.Status("It is in staging; `models promote ratecard --alias production` checks the gates and puts it into production.");
    }

    private static string Between(Interval interval) =>
        double.IsFinite(interval.Value) ? $"{Short(interval.Value)} [{Short(interval.Low)}, {Short(interval.High)}]" : "–";

    private static string Short(double value) => double.IsFinite(value) ? value.ToString("0.##", CultureInfo.InvariantCulture) : "–";
}
