using System.Globalization;
using System.Text;
using System.Text.Json;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Experiments.Definitions;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>The price experiment of the product, where it declares one.</summary>
internal static class ExperimentSection
{
    public const string Id = "experiment";
    public const string Name = "Price experiment";

    public static string Of(ReportFigures report)
    {
        if (report.Experiment is not { } experiment)
            return "";
        var version = experiment.Current;
        var html = new StringBuilder(ReportPage.Heading(Id, Name));
        html.Append(P(
            $"Version {version.Version} is <b>{Word(version.State)}</b>, by {Escape(version.By)} since {Time(version.At)} UTC: {Escape(version.Why)} "
            + (version.Guardrails.Stop is { } stop
                ? $"An arm ends when it is surely worse than the champion by more than {Short(stop.WorseBy)} {Escape(report.Product.Currency)} an offer, at {Percent(stop.Confidence, 0)} however often one looks."
                : "No rule ends it by itself.")));
        html.Append(Table(
            "Arms", ["Arm", ">Share", "Policy", "Models", "Draws"],
            version.Arms.Select(a => (IReadOnlyList<string>)[a.Name, a.Shadow ? "shadow" : Percent(a.Share), Word(a.Policy), Models(a), a.Exploration is { } e ? Draws(e, report.Product.Currency) : None])));
        html.Append(Table(
            "Most expected profit given up", [">One decision", ">A day", ">In all"],
            [[Limit(version.Guardrails.MostForDecision), Limit(version.Guardrails.MostForDay), Limit(version.Guardrails.MostInAll)]]));
        html.Append(Table(
            "Versions", ["Version", "At (UTC)", "State", "By", "Why"],
            experiment.Versions.Select(v => (IReadOnlyList<string>)[v.Version.ToString(CultureInfo.InvariantCulture), Time(v.At), Word(v.State), v.By, v.Why])));
        return html.ToString();
    }

    private static string Models(Arm arm) => arm switch
    {
        { Models: { } pair } => Of(pair),
        { Exploration.Bag: { } bag } => $"in service; a bag of {string.Join("; ", bag.Pairs.Select(Of))}",
        _ => "in service",
    };

    private static string Of(PairOfVersions pair) => string.Create(CultureInfo.InvariantCulture, $"risk {pair.Risk}, acceptance {pair.Acceptance}");

    private static string Draws(Exploration e, string currency) =>
        $"{Word(e.Draw)}, at least {Percent(e.ShareOfBest, 0)} of the best"
        + (e.Band is { } band ? $", within {Short(band)} points" : "") + (e.Temperature is { } t ? $", temperature {Short(t)} {currency}" : "");

    private static string Limit(double? limit) => limit is { } most ? Fixed(most, 2) : "no limit";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
