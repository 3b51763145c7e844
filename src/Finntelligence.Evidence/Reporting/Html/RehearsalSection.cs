using System.Text;
using Finntelligence.Evidence.Rehearsed;
using Finntelligence.Evidence.Reporting.Charts;
using Finntelligence.Evidence.Reporting.Figures;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>A rehearsal of price experiments, where there was one: profit by month, the gain over the card, whole lives, the test.</summary>
internal static class RehearsalSection
{
    public const string Id = "rehearsal";
    public const string Name = "Price experiments, rehearsed";

    public static string Of(ReportFigures report) => report.Rehearsal is { } result ? ReportPage.Heading(Id, Name) + Body(result) : "";

    /// <summary>What there is to show, without a heading.</summary>
    public static string Body(RehearsalResult result)
    {
        var (settings, months) = (result.Settings, result.Months);
        var html = new StringBuilder();
        html.Append(P(
            $"{Count(result.Seeds)} simulated lenders of each kind live {settings.Months} months with {Count(settings.ApplicantsAMonth)} applicants each: they serve, log, wait for outcomes and train anew every {settings.RetrainEvery} months. "
            + $"Their {Count(settings.HistoryRows)} old offers were priced by risk and mood. Who answers to the rate differs between people, and changes in month {settings.DriftMonth}. "
            + $"One kind gives everybody its engine's offer. The other gives {Percent(settings.CardShare, 0)} the standard card and draws the rate for {Percent(settings.ExploreShare, 0)}, among offers that earn at least "
            + $"{Percent(settings.Exploration.ShareOfBest, 0)} of the best. Nobody lived this: it shows the method."));
        html.Append("<div class=\"charts\">\n");
        html.Append(new Plot(
                new PlotText("rehearsed-profit", "True expected profit an applicant", "Oracle, card, and the engine of both kinds of lender, by month.", "month", result.Currency),
                (1, months.Length), (Math.Min(0, months.Min(m => Math.Min(m.Card, Math.Min(m.Exploring, m.NotExploring)))), months.Max(m => m.Oracle) * 1.03)).Grid()
            .Line(months.Select(m => ((double)m.Month, m.Oracle)), "c0 thin").Line(months.Select(m => ((double)m.Month, m.Card)), "c4")
            .Line(months.Select(m => ((double)m.Month, m.Exploring)), "c1").Line(months.Select(m => ((double)m.Month, m.NotExploring)), "c2")
            .Render(("c0", "oracle"), ("c1", "engine, with exploration"), ("c2", "engine, without"), ("c4", "card")));
        double[] ends = [0, .. months.SelectMany(m => new[] { m.GainExploring.Interval.Lower, m.GainExploring.Interval.Upper, m.GainNotExploring.Interval.Lower, m.GainNotExploring.Interval.Upper }).Where(double.IsFinite)];
        html.Append(new Plot(
                new PlotText("rehearsed-gain", "Engine less card, 90 % intervals over the seeds", "The gain of both kinds of lender over the card, by month.", "month", $"{result.Currency} an applicant"),
                (1, months.Length), (ends.Min(), ends.Max() * 1.03)).Grid()
            .Band([.. months.Select(m => ((double)m.Month, m.GainExploring.Interval.Lower, m.GainExploring.Interval.Upper))], "c1").Line(months.Select(m => ((double)m.Month, m.GainExploring.Value)), "c1")
            .Band([.. months.Select(m => ((double)m.Month, m.GainNotExploring.Interval.Lower, m.GainNotExploring.Interval.Upper))], "c2").Line(months.Select(m => ((double)m.Month, m.GainNotExploring.Value)), "c2")
            .Render(("c1", "with exploration"), ("c2", "without")));
        html.Append("</div>\n");
        html.Append(Table(
            "Whole lives, an applicant, 90 % intervals over the seeds", ["Lender", ">Earned", ">Regret", ">More than the card", ">Exploring cost", ">Lives above the card"],
            result.Lenders.Select(l => (IReadOnlyList<string>)
                [l.Explores ? "explores" : "does not", Of(l.Shown), Of(l.Regret), Of(l.GainOverCard), Of(l.GivenUp), Percent(l.BestOfCard, 0)])));
        html.Append(P(Escape(RehearsalWords.Test(result))));
        html.Append(P(Escape(RehearsalWords.Claim(result))));
        return html.ToString();
    }

    private static string Of(MeanOfSeeds mean) => Interval(mean.Value, mean.Interval.Lower, mean.Interval.Upper, 2);
}
