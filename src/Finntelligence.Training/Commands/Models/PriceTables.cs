using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Models;

namespace Finntelligence.Training.Commands.Models;

/// <summary>How a model's prices were set, as tables.</summary>
internal static class PriceTables
{
    private static readonly ImmutableArray<ReportColumn> Pairs = [new(""), new("")];

    /// <summary>Shows it; nothing for a model that was not examined.</summary>
    public static void Show(ModelManifest manifest, IReporter reporter)
    {
        if (manifest.Identification is { } identification)
            Show(manifest.Kind, identification, reporter);
    }

    public static void Show(string kind, PriceIdentification identification, IReporter reporter)
    {
        reporter.Table(new ReportTable($"What the {kind} model can know of a rate's effect: {PriceVerdictWords.Of(identification)}", Pairs, [.. Rows(identification)]));
        if (identification.Effect is { } effect)
            reporter.Table(Effects(effect));
        if (identification.Declared is { IsEmpty: false } declared)
        {
            reporter.Table(new ReportTable(
                "The same by what is declared to have moved rates and nothing else",
                [new("declared"), new("strength (F)", Numeric: true), new("estimate", Numeric: true), new("95 % interval"), new("model", Numeric: true)],
                [.. declared.Select(d => (string[])[d.Name, Decimals(d.Strength), .. Row("", d.Slope, d.Error, d.Model)[1..]])]));
        }

        if (identification.Weights is { } weights)
        {
            reporter.Table(new ReportTable(
                "Correlation of the rate with the applicant",
                [new("feature"), new("as it was", Numeric: true), new("weighted", Numeric: true)],
                [.. weights.Balance.Select(b => new[] { b.Feature, Decimals(b.Before), Decimals(b.After) })]));
        }
    }

    private static ReportTable Effects(RateEffect effect) => new(
        "Change of the probability for a point of rate: an estimate that does without the model, and the model's",
        [new("segment"), new("estimate", Numeric: true), new("95 % interval"), new("model", Numeric: true)],
        [
            Row("all", effect.Slope, effect.Error, effect.Model), .. effect.Segments.Select(s => Row(s.Segment, s.Slope, s.Error, s.Model)),
        ]);

    private static string[] Row(string segment, double slope, double error, double model)
    {
        var (low, high) = RateEffect.Interval(slope, error);
        return [segment, Small(slope), $"{Small(low)} to {Small(high)}", Small(model)];
    }

    private static string Small(double value) => value.ToString("0.00000", CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(PriceIdentification identification)
    {
        foreach (var ground in identification.Grounds)
            yield return ["because", ground];
        yield return ["rows with a rate", Figures.Count(identification.Rows)];
        yield return ["the applicant explains", $"{Figures.Percent(identification.Explained)} of the rate, out of fold"];
        yield return ["standard deviation of the rate", $"{Decimals(identification.Spread)}, of what is left {Decimals(identification.Left)}"];
        yield return [
            "effective neighbours in rate",
            $"{Figures.Percent(identification.Neighbours.Median)} of the rows for the applicant in the middle; one in twenty has less than {Figures.Percent(identification.Neighbours.Fifth)}",
        ];
        if (identification.Design is { } design)
            yield return ["design", $"within {string.Join(" and ", design.Strata)} the applicant explains {Figures.Percent(design.Explained)}"];
        foreach (var placebo in identification.Placebos)
            yield return [$"placebo {placebo.Column}", $"explains {Figures.Percent(placebo.Explained)} of what is left, z = {Decimals(placebo.Z)}"];
        if (identification.Effect is { } effect)
        {
            yield return [
                "unseen causes",
                $"one that explains {Figures.Percent(effect.Robustness)} of what is left of both rate and outcome would bring the estimate to 0; {Figures.Percent(effect.RobustnessOfSign)} would make its sign uncertain",
            ];
        }

        if (identification.Weights is { } weights)
        {
            yield return [
                "learned with weights",
                $"{(weights.Drawn == true ? "1 ÷ the log's propensities, the first and last percent cut: " : "")}{Figures.Count((long)weights.EffectiveRows)} effective rows; from {Decimals(weights.Least)} to {Decimals(weights.Greatest)}",
            ];
            if (weights.Correction is { } correction)
                yield return ["left out by the trees", $"{Decimals(correction)} in the log-odds for a point of rate, which the model was given by itself"];
        }
    }

    private static string Decimals(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
