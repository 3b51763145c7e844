using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>The effect of the rate by the regression of rests on rests, beside a model's.</summary>
internal static class OrthogonalEffect
{
    // Two-sided 99 % and 95 % of a standard normal.
    private const double Agreement = 2.5758;
    private const double Sign = 1.96;

    /// <summary>Estimates it.</summary>
    /// <param name="rests">Of rate and outcome.</param>
    /// <param name="moves">
    /// For each, what the model says the probability moves from the mean rate of people like him to the rate he was offered. Times the rate's rest and
    /// divided by the sum of its squares it is what the regression would find if the model were the truth.
    /// </param>
    /// <param name="segments">For each, its segment; null for none.</param>
    public static RateEffect Of(OrthogonalRests rests, double[] moves, string?[] segments)
    {
        int[] all = [.. Enumerable.Range(0, moves.Length)];
        var (slope, error, model) = Estimate(rests, moves, all);
        var degrees = Math.Max(2, all.Length - rests.Regressors - 1);
        var f = error > 0 ? Math.Abs(slope / error) / Math.Sqrt(degrees) : 0;
        return new RateEffect(
            Rounded.Of(slope), Rounded.Of(error), Rounded.Of(model), Math.Abs(model - slope) <= Agreement * error, Rounded.Of(Robustness(f)),
            Rounded.Of(Robustness(f - (Sign / Math.Sqrt(degrees - 1)))),
            [
                .. all.Where(i => segments[i] is not null).GroupBy(i => segments[i]!).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
                {
                    int[] rows = [.. g];
                    var (s, e, m) = Estimate(rests, moves, rows);
                    return new SegmentEffect(g.Key, rows.Length, Rounded.Of(s), Rounded.Of(e), Rounded.Of(m));
                }),
            ]);
    }

    /// <summary>The figures of a verdict, with the effect; one that the model's disagrees with costs a step.</summary>
    public static PriceIdentification Judge(PriceIdentification figures, RateEffect effect)
    {
        if (effect.Agrees || figures.Verdict == PriceVerdict.NotIdentified)
            return figures with { Effect = effect };
        return figures with
        {
            Effect = effect,
            Verdict = figures.Verdict + 1,
            Grounds = figures.Grounds.Add(FormattableString.Invariant(
                $"The model says that a point of rate moves the probability by {effect.Model:0.#####}, which is outside the 99 % interval of the orthogonal estimate, {effect.Slope:0.#####} ± {Agreement * effect.Error:0.#####}.")),
        };
    }

    // Slope, heteroscedasticity-robust standard error, and what the same regression finds in the model.
    private static (double Slope, double Error, double Model) Estimate(OrthogonalRests rests, double[] moves, int[] rows)
    {
        double squares = 0, products = 0, moved = 0;
        foreach (var i in rows)
        {
            squares += rests.Rate[i] * rests.Rate[i];
            products += rests.Rate[i] * rests.Outcome[i];
            moved += rests.Rate[i] * moves[i];
        }

        if (squares == 0)
            return (0, 0, 0);
        var slope = products / squares;
        var spread = 0.0;
        foreach (var i in rows)
        {
            var score = rests.Rate[i] * (rests.Outcome[i] - (slope * rests.Rate[i]));
            spread += score * score;
        }

        return (slope, Math.Sqrt(spread) / squares, moved / squares);
    }

    // Equation 20 of Cinelli and Hazlett (2020), with f = |t| ÷ √(degrees of freedom).
    private static double Robustness(double f) => f <= 0 ? 0 : (Math.Sqrt((f * f * f * f) + (4 * f * f)) - (f * f)) / 2;
}
