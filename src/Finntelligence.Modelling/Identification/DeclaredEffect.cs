using Finntelligence.Lending.Models;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// The effect of the rate by what is declared to have moved it and nothing else: how far the outcome moves with it, divided by how far the rate does
/// (Wald 1940; two-stage least squares, with the applicant taken out of all three by folds as in Chernozhukov and others 2018).
/// </summary>
internal static class DeclaredEffect
{
    private const double Agreement = 2.5758;

    /// <summary>Estimates it; null where it moves no rate.</summary>
    /// <param name="declared">What moved the rate.</param>
    /// <param name="rests">Of rate and outcome.</param>
    /// <param name="model">What the model says the probability moves, as in <see cref="OrthogonalEffect.Of"/>.</param>
    public static DeclaredFigures? Of(DeclaredMoves declared, OrthogonalRests rests, double[] model)
    {
        double rate = 0, outcome = 0, modelled = 0, squares = 0;
        for (var i = 0; i < declared.Moves.Length; i++)
        {
            var z = declared.Moves[i];
            rate += z * rests.Rate[i];
            outcome += z * rests.Outcome[i];
            modelled += z * model[i];
            squares += z * z;
        }

        if (squares == 0 || rate == 0)
            return null;
        var (slope, first) = (outcome / rate, rate / squares);
        double spread = 0, firstSpread = 0;
        for (var i = 0; i < declared.Moves.Length; i++)
        {
            var z = declared.Moves[i];
            var score = z * (rests.Outcome[i] - (slope * rests.Rate[i]));
            spread += score * score;
            var own = z * (rests.Rate[i] - (first * z));
            firstSpread += own * own;
        }

        var error = Math.Sqrt(spread) / Math.Abs(rate);
        var strength = firstSpread > 0 ? rate * rate / firstSpread : 0;
        return new DeclaredFigures(
            declared.Name, declared.Rows, Rounded.Of(strength), Rounded.Of(slope), Rounded.Of(error), Rounded.Of(modelled / rate),
            Math.Abs((modelled / rate) - slope) <= Agreement * error);
    }

    /// <summary>
    /// The strongest of those that are strong and disagree beyond chance with the regression that holds the applicant fixed, which is the mark of
    /// a cause that nobody recorded (Durbin 1954; Wu 1973; Hausman 1978); null for none.
    /// </summary>
    public static DeclaredMoves? Contradicting(IEnumerable<DeclaredMoves> declared, OrthogonalRests rests)
    {
        var nothing = new double[rests.Rate.Length];
        var without = OrthogonalEffect.Of(rests, nothing, new string?[nothing.Length]);
        return declared.Select(moves => (Moves: moves, Effect: Of(moves, rests, nothing)))
            .Where(d => d.Effect is { IsStrong: true } e && Math.Abs(e.Slope - without.Slope) > Agreement * Math.Sqrt(Math.Max(0, (e.Error * e.Error) - (without.Error * without.Error))))
            .OrderByDescending(d => d.Effect!.Strength).Select(d => d.Moves).FirstOrDefault();
    }

    /// <summary>The figures of a verdict, with these; a strong one that the model's disagrees with leaves nothing identified.</summary>
    public static PriceIdentification Judge(PriceIdentification figures, IEnumerable<DeclaredFigures> declared)
    {
        var all = figures with { Declared = [.. declared] };
        foreach (var one in all.Declared.Value.Where(d => d.IsStrong && !d.Agrees))
        {
            all = all with
            {
                Verdict = PriceVerdict.NotIdentified,
                Grounds = all.Grounds.Add(FormattableString.Invariant(
                    $"By the declared {one.Name} a point of rate moves the probability by {one.Slope:0.#####} ± {Agreement * one.Error:0.#####} (99 %), the model says {one.Model:0.#####}: something unseen set rates, or the declared moved more than them.")),
            };
        }

        return all;
    }
}
