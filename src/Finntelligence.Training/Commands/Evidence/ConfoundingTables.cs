using System.Globalization;
using Finntelligence.Evidence.Evaluation.Confounding;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Simulation.Confounding;
using Finntelligence.Lending.Models;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary>What models learn where prices followed risk, as tables.</summary>
internal static class ConfoundingTables
{
    public static void Show(ConfoundingResult result, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            $"Verdicts of acceptance models, {Figures.Count(result.Seeds)} histories of {Figures.Count(result.Rows)} rows each",
            [new("strength"), new("mood"), new("right verdict"), new("given", Numeric: true), new("effective rows", Numeric: true)],
            [.. result.Cases.Select(c => new[] { c.Strength, Mood(c), PriceVerdictWords.Of(c.Expected), Figures.Percent(c.Right), Figures.Percent(c.EffectiveShare) })]));
        Slopes("Take-up for a point of rate, in points of probability", result, c => c.TakeUp, reporter);
        Slopes("Default for a point of rate, in points of probability", result, c => c.Default, reporter);
        reporter.Table(new ReportTable(
            "True profit of the offers, of what an oracle earns",
            [
                new("strength"), new("mood"), new("naive", Numeric: true), new("weighted", Numeric: true), new("within the rates of people alike", Numeric: true),
                new("and within their terms", Numeric: true), new("oracle within these terms", Numeric: true), new("rates as they were", Numeric: true),
                new("naive offers outside the rates", Numeric: true),
            ],
            [
                .. result.Cases.Select(c => new[]
                {
                    c.Strength, Mood(c), Figures.Percent(c.Profit.Naive), Figures.Percent(c.Profit.Weighted), Figures.Percent(c.Profit.WithinRates),
                    Figures.Percent(c.Profit.Banded), Figures.Percent(c.Profit.OracleWithinTerms), Figures.Percent(c.Profit.Usual), Figures.Percent(c.Profit.NaiveOutside),
                }),
            ]));
        Book(result, reporter);
    }

    private static void Book(ConfoundingResult result, IReporter reporter) => reporter.Table(new ReportTable(
        "Offers beside what people paid: correlation (least of all histories), and grades whose mean offer is outside the central 90 % of what the grade paid",
        [
            new("strength"), new("mood"), new("naive", Numeric: true), new("grades outside", Numeric: true), new("within the rates and terms of people alike", Numeric: true),
            new("grades outside", Numeric: true),
        ],
        [
            .. result.Cases.Select(c => new[]
            {
                c.Strength, Mood(c), Correlation(c.NaiveBook), Figures.Percent(c.NaiveBook.GradesOutside), Correlation(c.Book), Figures.Percent(c.Book.GradesOutside),
            }),
        ]));

    private static string Correlation(BookShares book) => string.Create(CultureInfo.InvariantCulture, $"{book.Correlation:0.00} ({book.LeastCorrelation:0.00})");

    private static void Slopes(string title, ConfoundingResult result, Func<ConfoundingCase, SlopeFigures> of, IReporter reporter) => reporter.Table(new ReportTable(
        title,
        [
            new("strength"), new("mood"), new("truth", Numeric: true), new("bias, naive", Numeric: true), new("weights, trees alone", Numeric: true),
            new("bias, weighted", Numeric: true), new("removed", Numeric: true), new("bias, orthogonal", Numeric: true),
        ],
        [
            .. result.Cases.Select(c => new[]
            {
                c.Strength, Mood(c), Points(of(c).Truth), Points(of(c).Naive), Points(of(c).Uncorrected), Points(of(c).Weighted),
                $"{Figures.Percent(of(c).Removed)} ± {Figures.Percent(of(c).RemovedError)}", Points(of(c).Orthogonal),
            }),
        ]));

    private static string Mood(ConfoundingCase c) => c.Strength == ConfoundingStrength.None.Name ? "–" : c.MoodSeen ? "seen" : "hidden";

    private static string Points(BiasFigures bias) => $"{Points(bias.Mean)} ± {Points(bias.Error)}";

    private static string Points(double slope) => slope.ToString("0.000 %", CultureInfo.InvariantCulture);
}
