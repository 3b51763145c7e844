using System.Text;
using Finntelligence.Lending.Models;
using static Finntelligence.Evidence.Reporting.Html.Markup;

namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>How the rates that one model learned from were set.</summary>
internal static class PricePart
{
    public static string Of(PriceIdentification identification)
    {
        var html = new StringBuilder("<h3>What the model can know of a rate's effect</h3>\n");
        html.Append(P($"<b>{Escape(PriceVerdictWords.Of(identification))}.</b> {Escape(string.Join(" ", identification.Grounds))}"));
        html.Append(Table(
            "How the rates were set. What the applicant explains is out of fold; effective neighbours are the share of the history's rates that speak for one applicant.",
            ["Figure", ">Value"],
            Rows(identification)));
        if (!identification.Placebos.IsEmpty)
        {
            html.Append(Table(
                "Things fixed before the rate: what is left of the rate must not go with them.", ["Column", ">Explains", ">z"],
                identification.Placebos.Select(p => (IReadOnlyList<string>)[p.Column, Percent(p.Explained, 2), Fixed(p.Z, 1)])));
        }

        if (identification.Effect is { } effect)
        {
            html.Append(Table(
                "Change of the probability for a point of rate: by a regression of what is left of the outcome on what is left of the rate (double machine learning), and by the model."
                + $" An unseen cause that explains {Percent(effect.Robustness)} of both rests would bring the estimate to 0 (robustness value).",
                ["Segment", ">Estimate", ">95 % interval", ">Model"],
                effect.Segments.Select(s => Row(s.Segment, s.Slope, s.Error, s.Model)).Prepend(Row("all", effect.Slope, effect.Error, effect.Model))));
        }

        if (identification.Declared is { IsEmpty: false } declared)
        {
            html.Append(Table(
                "The same by what the lender declares to have moved rates and nothing else (two-stage least squares). Below a strength of 10 the interval means little.",
                ["Declared", ">Rows", ">Strength (F)", ">Estimate", ">95 % interval", ">Model"],
                declared.Select(d => (IReadOnlyList<string>)
                    [d.Name, Count(d.Rows), Fixed(d.Strength, 1), Fixed(d.Slope, 4), Interval(RateEffect.Interval(d.Slope, d.Error)), Fixed(d.Model, 4)])));
        }

        if (identification.Weights is { } weights)
        {
            html.Append(Table(
                "Correlation of the rate with the applicant's features, as it was and with the weights that the model learned with.", ["Feature", ">Before", ">After"],
                weights.Balance.Select(b => (IReadOnlyList<string>)[b.Feature, Fixed(b.Before), Fixed(b.After)])));
        }

        return html.ToString();
    }

    private static IReadOnlyList<string> Row(string segment, double slope, double error, double model) =>
        [segment, Fixed(slope, 4), Interval(RateEffect.Interval(slope, error)), Fixed(model, 4)];

    private static string Interval((double Low, double High) interval) => $"{Fixed(interval.Low, 4)} to {Fixed(interval.High, 4)}";

    private static IEnumerable<IReadOnlyList<string>> Rows(PriceIdentification identification)
    {
        yield return ["Rows with a rate", Count(identification.Rows)];
        yield return ["Rate explained by the applicant", Percent(identification.Explained)];
        yield return ["Standard deviation of the rate", Fixed(identification.Spread, 2)];
        yield return ["Of what is left of it", Fixed(identification.Left, 2)];
        yield return ["Effective neighbours, applicant in the middle", Percent(identification.Neighbours.Median)];
        yield return ["Effective neighbours, one in twenty has less", Percent(identification.Neighbours.Fifth)];
        if (identification.Design is { } design)
            yield return [$"Rate explained within {string.Join(" and ", design.Strata)}", Percent(design.Explained, 2)];
        if (identification.Weights is { } weights)
            yield return ["Effective rows with the weights", Count((int)weights.EffectiveRows)];
        if (identification.Weights?.Correction is { } correction)
            yield return ["Change of the log-odds for a point of rate that the trees left out", Fixed(correction, 4)];
    }
}
