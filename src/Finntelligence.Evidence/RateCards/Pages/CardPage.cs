using System.Globalization;
using System.Text;
using Finntelligence.Evidence.RateCards.Figures;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Html;
using Finntelligence.Lending.RateCards;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.RateCards.Pages;

/// <summary>The page for the committee, one file: no script, nothing fetched.</summary>
internal static class CardPage
{
    // The usual sign to look closer, as in the report.
    private const double LeastImpactRatio = 0.8;

    private const string TreeStyle = """
        .tree,.tree ul{list-style:none;margin:0;padding-left:22px;border-left:2px solid var(--grid)}.tree{padding-left:0;border-left:0}
        .tree li{padding:4px 0 2px}.tree b{font-variant-numeric:tabular-nums}
        """;

    public static string Of(CardFigures figures, SegmentCard card, CardWords words)
    {
        string title = $"{figures.Title}: rate card";
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n");
        html.Append($"<title>{Escape(title)}</title>\n<style>\n{PageStyle.Css}\n{TreeStyle}\n</style>\n</head>\n<body>\n");
        html.Append($"<header><h1>{Escape(title)}</h1>\n<p class=\"soft\">Product <b>{Escape(figures.Product)}</b>, {Count(figures.Source.Customers)} customers of {Escape(figures.Source.Name)}, "
            + $"models risk {Escape(figures.Source.Risk)} and acceptance {Escape(figures.Source.Acceptance)}. Made by <span class=\"mono\">ratecard</span>; the same inputs give the same bytes.</p></header>\n<main>\n");
        Summary(html, figures);
        html.Append(ReportPage.Heading("card", "The card"));
        html.Append(P($"Rates are percent a {figures.RatePeriod}. Every customer falls into exactly one cell."));
        html.Append("<ul class=\"tree\">");
        Tree(html, card.Root, words, figures, "Everybody");
        html.Append("</ul>\n");
        html.Append(CellsTable(figures));
        Curve(html, figures);
        Moved(html, figures);
        Audit(html, figures);
        Rules(html, figures);
        Method(html, figures);
        SignOff(html, figures);
        html.Append("</main>\n<footer><p>The same figures for programs: <a href=\"figures.json\">figures.json</a>; the card: <a href=\"card.json\">card.json</a>, "
            + $"<a href=\"card.csv\">card.csv</a>. Aggregates only; groups of fewer than {Statistics.SmallestCell} people are left out.</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Summary(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("summary", "Summary"));
        var gain = figures.HeldOut.Gain;
        string rival = figures.Today ?? "the best single rate";
        bool earned = figures.Objective == CardObjective.HeldOut;
        // What the models promise is no evidence yet.
        var (style, word) = gain.High < 0 ? ("bad", "Worse than ") : gain.Low <= 0 ? ("warn", "Not shown to differ from ") : earned ? ("ok", "Better than ") : ("warn", "By the models better than ");
        html.Append($"<div class=\"verdict {style}\"><strong>{Escape(word + rival)}.</strong> On customers that the card of their fold was not found on it is worth "
            + $"{Money(figures.HeldOut.Profit)} {Escape(figures.Currency)} a customer by {ObjectiveWords(figures)}, {Escape(rival)} {Money(figures.HeldOut.ProfitToday)}: "
            + $"a difference of {Money(gain)}. Brackets are 90&nbsp;% intervals.");
        html.Append(figures.Evaluated is { } evaluated
            ? $" <b>By offers that were really made</b>, in folds that neither card nor models had seen, <span class=\"mono\">evaluate</span> finds cards found this way to earn {Money(evaluated)} {Escape(figures.Currency)} an offer against the standard card.</div>\n"
            : " What such cards earn on offers that were really made, <span class=\"mono\">evaluate</span> says, where rates were drawn at random; it has not valued them on these customers.</div>\n");
        if (figures.Source.IsSimulated)
            html.Append("<div class=\"note\"><b>Simulated customers.</b> Nobody lived this history: the page shows how the method works and says nothing about customers.</div>\n");
        html.Append("<ul class=\"tiles\">");
        Tile(html, Count(figures.Cells.Length), "cells");
        Tile(html, Fixed(figures.Total.Rate, 2) + "\u00a0%", double.IsFinite(figures.Total.RateToday) ? $"mean rate, now {Fixed(figures.Total.RateToday, 2)}\u00a0%" : "mean rate");
        Tile(html, Percent(figures.Total.TakeUp, 2), double.IsFinite(figures.Total.TakeUpToday) ? $"take-up by the models, now {Percent(figures.Total.TakeUpToday, 2)}" : "take-up by the models");
        if (figures.Moved is [.., var all])
            Tile(html, $"{Percent(all.Less)} / {Percent(all.More)}", "of the customers pay less / more");
        Tile(html, Money(figures.OneByOne.Profit - figures.OneByOne.CardProfit), $"{figures.Currency} a customer that pricing one by one promises above the card, by the models");
        html.Append("</ul>\n");
    }

    private static void Tree(StringBuilder html, CardNode node, CardWords words, CardFigures figures, string answer)
    {
        if (node is CardCell cell)
        {
            var of = figures.Cells.First(c => c.Cell == cell.Name);
            html.Append($"<li>{Escape(answer)}: cell <b>{Escape(cell.Name)}</b>, <b>{Number(cell.Rate)}&nbsp;%</b> <span class=\"soft\">{Count(of.Customers)} customers</span></li>\n");
            return;
        }

        var split = (CardSplit)node;
        html.Append($"<li>{Escape(answer)}\n<ul>");
        Tree(html, split.Then, words, figures, words.Of(new CardAnswer(split.Question, true)));
        Tree(html, split.Else, words, figures, words.Of(new CardAnswer(split.Question, false)));
        html.Append("</ul></li>\n");
    }

    private static string CellsTable(CardFigures figures) => RawTable(
        $"Each cell against {figures.Today ?? "no card"}. Take-up, default and loss are the models'; profit is counted by {ObjectiveWords(figures)}, in {figures.Currency} a customer, on the customers that the card was found on.",
        ["Cell", "Who", ">Customers", ">Rate %", ">Now %", ">Take-up", ">Now", ">Default", ">Loss", ">Profit", ">Now", ">Difference"],
        figures.Cells.Append(figures.Total).Select(c => (IReadOnlyList<string>)
        [
            Escape(c.Cell), Escape(c.Who), $"{Count(c.Customers)} ({Percent(c.Share)})", Fixed(c.Rate, 2), Fixed(c.RateToday, 2), Percent(c.TakeUp, 2), Percent(c.TakeUpToday, 2),
            Percent(c.Default), Fixed(c.Loss, 2), Money(c.Profit), Fixed(c.ProfitToday.Value, 2), Money(c.Gain),
        ]));

    private static void Curve(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("cells", "How many cells"));
        html.Append(P(
            "For every number of cells the best card was found on four fifths of the customers and valued on the other, five times. Chosen is the fewest cells whose value is within "
            + "one standard error of the best (Breiman and others 1984): another cell has to pay for the trouble it makes. Every number that was tried stands here."));
        var tried = figures.Tried.Where(t => double.IsFinite(t.HeldOut)).ToArray();
        html.Append("<div class=\"charts\">");
        html.Append(IntervalChart.Render(
            new PlotText(
                "curve", "Value against the number of cells, held out", string.Join(", ", tried.Select(t => $"{t.Cells} cells {Fixed(t.HeldOut, 2)}")),
                $"{figures.Currency} a customer", ""),
            [
                .. tried.Select(t => new IntervalChart.Line(
                    $"{t.Cells} {(t.Cells == 1 ? "cell" : "cells")}{(t.IsChosen ? ", chosen" : "")}", t.HeldOut, t.HeldOut - t.HeldOutError, t.HeldOut + t.HeldOutError,
                    $"{Fixed(t.HeldOut, 2)} ± {Fixed(t.HeldOutError, 2)}", t.IsChosen ? "c2" : "c1")),
            ],
            double.IsFinite(figures.HeldOut.ProfitToday.Value) ? figures.HeldOut.ProfitToday.Value : null));
        html.Append("</div>\n");
        html.Append(Table(
            $"Value by number of cells, in {figures.Currency} a customer, ± one standard error. \"Could be\" bounds what any card of as many cells that keeps the rules earns where it was found.",
            [">Cells", ">Where it was found", ">Could be", ">Held out", ">Against now", ">Against the best", ""],
            figures.Tried.Select(t => (IReadOnlyList<string>)
            [
                $"{t.Cells}", Fixed(t.Profit), Fixed(t.Upper), PlusMinus(t.HeldOut, t.HeldOutError), PlusMinus(t.Gain, t.GainError), PlusMinus(t.ToBest, t.ToBestError), t.IsChosen ? "chosen" : double.IsFinite(t.HeldOut) ? "" : "the rules leave none",
            ])));
    }

    private static void Moved(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("moved", "Who pays less, who pays more"));
        if (figures.Moved.IsEmpty)
        {
            html.Append(P("Nobody says what customers pay today: there is no card in production, and neither rules nor product state rates."));
            return;
        }

        html.Append(Table(
            $"The card against {figures.Today}, in points of the rate.", ["Customers", ">Number", ">Pay less", ">The same", ">Pay more", ">Mean change", ">Greatest fall", ">Greatest rise"],
            figures.Moved.Select(m => (IReadOnlyList<string>)
                [m.Group, Count(m.Customers), Percent(m.Less), Percent(m.Same), Percent(m.More), Fixed(m.MeanChange, 2), Fixed(m.GreatestFall, 2), Fixed(m.GreatestRise, 2)])));
    }

    private static void Audit(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("audit", "Adverse impact"));
        if (figures.Audit.IsEmpty)
        {
            html.Append(P("These customers came without audit-only columns, so nothing can be said about groups."));
            return;
        }

        html.Append(P(
            "The columns below are for audits only: no card can ask them, since no product definition lets them be a feature. What it asks can stand for a group all the same. "
            + $"Favourable is an offer at {Fixed(figures.Audit[0].Reference, 2)}&nbsp;% or less, the middle rate of all customers. The <b>adverse impact ratio</b> is a group's share of favourable offers ÷ the greatest share "
            + $"of any group of the column; below {Fixed(LeastImpactRatio, 1)} is the usual sign to look closer."));
        foreach (var column in figures.Audit)
        {
            html.Append(RawTable(
                column.Title + (column.Suppressed > 0 ? $" ({column.Suppressed} groups of too few people are not shown)" : ""),
                ["Group", ">Customers", ">Mean rate %", ">Now %", ">Favourable", ">Impact ratio", ">Now", ">Pay more"],
                column.Groups.Select(g => (IReadOnlyList<string>)
                [
                    Escape(g.Group), Count(g.Customers), Fixed(g.MeanRate, 2), Fixed(g.MeanRateToday, 2), Percent(g.Favourable),
                    $"<span class=\"{(g.ImpactRatio.Value < LeastImpactRatio ? "warn" : "ok")}\">{Interval(g.ImpactRatio.Value, g.ImpactRatio.Low, g.ImpactRatio.High, 2)}</span>",
                    Fixed(g.ImpactRatioToday, 2), Percent(g.More),
                ])));
        }
    }

    private static void Rules(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("rules", "Rules"));
        html.Append(RawTable(
            "What the card was asked to keep, checked once more on the finished card, customer by customer.", ["Rule", "Kept"],
            figures.Rules.Select(r => (IReadOnlyList<string>)
                [Escape(r.Rule), r.Broken.IsEmpty ? "<span class=\"ok\">yes</span>" : $"<span class=\"bad\">no: {Escape(string.Join("; ", r.Broken))}</span>"])));
    }

    private static void Method(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("method", "How it was found"));
        var search = figures.Search;
        html.Append(P(
            $"Of all trees of at most {search.Depth} questions in a row on {Escape(string.Join(", ", search.Inputs))}, with one of {search.Rates} rates in each cell, this is the one of the greatest profit by {ObjectiveWords(figures)}. "
            + (search.IsProven
                ? "That is proven: no tree of as many cells over the thresholds that were tried keeps the rules and earns more."
                : $"The search ended before that was proven; a better one could earn at most {Percent(search.Gap, 3)} more.")
            + (search.Multiplier > 0
                ? $" The limit was priced at {Short(search.Multiplier)} {Escape(figures.Currency)} a unit (Lagrange multiplier): the card is the best of all that use as much as it does, and the gap above covers what lies between."
                : "")));
        html.Append(P(figures.Objective == CardObjective.HeldOut
            ? "Profit is what the experiment's own offers earned, doubly robust: each customer's score is by models that did not see the customer's fold. The models of other folds did, so the choice of cells is a little favoured; "
                + "<span class=\"mono\">evaluate</span> values cards on folds that nothing of theirs has seen."
            : "Profit is the models' expectation at the best amount and term for each rate. Held out here means other customers, not other models: where the models are wrong, so is every figure by them. "
                + "<span class=\"mono\">evaluate</span> values cards by what offers really earned, where rates were drawn at random."));
        html.Append(P($"Pricing one by one promises {Fixed(figures.OneByOne.Profit, 2)} {Escape(figures.Currency)} a customer by the models, this card {Fixed(figures.OneByOne.CardProfit, 2)}; "
            + $"{Percent(figures.OneByOne.SameRate)} of the customers get the same rate either way."));
        if (figures.OneByOne.ThinToday > 0)
        {
            html.Append(P($"<b>Thin history.</b> To {Percent(figures.OneByOne.ThinToday)} of the customers the service would offer less at the rate in force than the models think best there, or nothing, since history holds too few such offers. "
                + "The rates in force are valued without that guard, the card with it: where a cell's rate lies just beside such an edge, a part of its difference is the edge's and no gain of the price."));
        }

        if (figures.Source.LeftOut > 0)
            html.Append(P($"{Count(figures.Source.LeftOut)} rows lack what a request must have and are left out."));
    }

    private static void SignOff(StringBuilder html, CardFigures figures)
    {
        html.Append(ReportPage.Heading("signoff", "Sign-off"));
        html.Append(P("A signature covers this card for this product, on the grounds and with the concerns above. Its version in the registry is its content: another card is another version."));
        html.Append($"<ul><li>risk {Escape(figures.Source.Risk)}, sha256 <span class=\"mono\">{figures.Source.RiskSha256}</span></li>\n"
            + $"<li>acceptance {Escape(figures.Source.Acceptance)}, sha256 <span class=\"mono\">{figures.Source.AcceptanceSha256}</span></li></ul>\n<div class=\"signs\">\n");
        foreach (string role in (string[])["Pricing", "Risk", "Compliance"])
            html.Append($"<div class=\"sign\"><b>{role}</b><span>Decision and conditions</span><span>Name</span><span>Date and signature</span></div>\n");
        html.Append("</div>\n");
    }

    private static string ObjectiveWords(CardFigures figures) => figures.Objective == CardObjective.HeldOut ? "what held-out offers earned" : "the models' expectation";

    private static string Money(Interval interval) => Interval(interval.Value, interval.Low, interval.High, 2);

    private static string Money(double value) => Fixed(value, 2);

    private static string PlusMinus(double value, double error) => double.IsFinite(value) ? $"{Fixed(value, 2)} ± {Fixed(error, 2)}" : None;

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Tile(StringBuilder html, string figure, string words) => html.Append($"<li><b>{Escape(figure)}</b><span>{Escape(words)}</span></li>");
}
