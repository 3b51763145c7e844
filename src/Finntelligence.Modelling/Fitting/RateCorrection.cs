using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// What trees leave out of a rate's effect. They stop where more of them no longer help to predict, and a rate moves far less than the applicant does: of an
/// effect that weights have freed from the applicant, few rows teach only a part. The rest is one parameter, change of the log-odds for a point of rate,
/// fitted beside scores out of fold (the targeting step of van der Laan and Rubin 2006) with the mean rate of people alike held fixed (regression on the
/// generalised propensity, Hirano and Imbens 2004), or by a declared instrument. It becomes trees over the rate alone, steps of the product's own rates, so
/// that a model stays a sum of trees.
/// </summary>
public sealed class RateCorrection
{
    // Trees of few leaves are the fastest to score; what one cannot hold the next one does.
    private const int SplitsOfATree = 7;
    private const int MostRates = 65;
    private const int MostRounds = 20;
    private const double Enough = 1e-9;

    private readonly int _input;
    private readonly double[] _rates;
    private readonly float[] _thresholds;
    private readonly double _centre;
    private readonly double _slope;

    private RateCorrection(int input, double[] rates, float[] thresholds, double centre, double slope, double perPoint) =>
        (_input, _rates, _thresholds, _centre, _slope, PerPoint) = (input, rates, thresholds, centre, slope, perPoint);

    /// <summary>Change of the log-odds for a point of rate; never against the direction that the product promises.</summary>
    public double PerPoint { get; }

    /// <summary>Fits it; null where there is nothing to put right: the model sees no rate as it is, or its scores tell nothing.</summary>
    /// <param name="product">Its rates and its promise.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="rates">Of the rows; NaN where it is not known.</param>
    /// <param name="scores">Out of fold.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="prices">How the rates were set. With an instrument the effect is what leaves nothing of the outcome that goes with it.</param>
    public static RateCorrection? Fit(ProductDefinition product, ModelKind kind, double[] rates, double[] scores, float[] labels, RowPrices prices)
    {
        var input = product.Model(kind).Inputs.IndexOf(OfferVariableNames.Of(OfferVariable.Rate));
        double[] known = [.. rates.Where(double.IsFinite)];
        if (input < 0 || known.Length == 0 || known.Min() == known.Max())
            return null;
        var steps = Steps(product.Offer.Rate, known.Min(), known.Max());
        if (steps.Length < 2)
            return null;
        float[] thresholds = [.. steps.Zip(steps.Skip(1), (a, b) => (float)((a + b) / 2))];
        var centre = known.Average();
        int[] some = [.. Enumerable.Range(0, rates.Length).Where(i => double.IsFinite(rates[i]) && double.IsFinite(prices.Means[i]))];
        double[] moves = [.. some.Select(i => steps[Place(thresholds, (float)rates[i])] - centre)];
        if (moves.Length == 0 || moves.All(move => move == moves[0]))
            return null;
        var rows = new EffectRows(
            moves, [.. some.Select(i => scores[i])], [.. some.Select(i => labels[i])],
            prices.Instrument is null ? Held([.. some.Select(i => prices.Means[i])]) : [], prices.Instrument is { } z ? [.. some.Select(i => z[i])] : moves);
        if (Slope(rows, product.Offer.Rate.Monotone.For(kind)) is not var (slope, perPoint))
            return null;
        return new RateCorrection(input, steps, thresholds, centre, slope, perPoint);
    }

    /// <summary>What it adds to a score.</summary>
    public double Of(double rate) =>
        _slope * (_rates[Place(_thresholds, double.IsFinite(rate) ? (float)rate : (float)_centre)] - _centre);

    /// <summary>The ensemble with it.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="rates">Of the rows that they learned from.</param>
    /// <param name="weights">Of these rows: the covers of the new nodes.</param>
    public TreeEnsemble Add(TreeEnsemble ensemble, double[] rates, float[] weights)
    {
        var covers = new double[_rates.Length];
        for (var i = 0; i < rates.Length; i++)
            covers[Place(_thresholds, double.IsFinite(rates[i]) ? (float)rates[i] : (float)_centre)] += weights[i];
        var trees = ensemble.Trees.ToBuilder();
        for (var first = 0; first < _thresholds.Length; first += SplitsOfATree)
            trees.Add(Tree(first, Math.Min(first + SplitsOfATree, _thresholds.Length), covers));
        return new TreeEnsemble(ensemble.Features, ensemble.BaseScore, trees.ToImmutable(), ensemble.Arithmetic);
    }

    // Steps of a run of thresholds; below all of them 0, or the first value where the run is the first.
    private DecisionTree Tree(int first, int end, double[] covers)
    {
        var values = new double[end - first + 1];
        var leaves = new double[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = FixedPoint.Round(_slope * (_rates[first + k] - (first == 0 ? _centre : _rates[first])));
            leaves[k] = covers[first + k];
        }

        for (var k = 0; k < first; k++)
            leaves[0] += covers[k];
        for (var k = end + 1; k < covers.Length; k++)
            leaves[^1] += covers[k];
        var nodes = new List<SplitNode>();
        Grow(0, values.Length - 1);
        return new DecisionTree([.. nodes], [.. values.Zip(leaves, (value, cover) => new Leaf(value, cover))]);

        int Grow(int from, int to)
        {
            if (from == to)
                return ~from;
            var (at, middle) = (nodes.Count, (from + to) / 2);
            var threshold = _thresholds[first + middle];
            nodes.Add(null!);
            var left = Grow(from, middle);
            var right = Grow(middle + 1, to);
            nodes[at] = new SplitNode(_input, threshold, left, right, (float)_centre <= threshold, 0, leaves[from..(to + 1)].Sum());
            return at;
        }
    }

    // The product's rates from one to the other; where they are many, evenly fewer.
    private static double[] Steps(RateAxis axis, double least, double greatest)
    {
        double[] all = [.. Rates(axis).Where(rate => rate >= least - (double)axis.Step && rate <= greatest + (double)axis.Step)];
        return all.Length <= MostRates
            ? all
            : [.. Enumerable.Range(0, MostRates).Select(k => all[(int)((long)k * (all.Length - 1) / (MostRates - 1))])];
    }

    private static IEnumerable<double> Rates(RateAxis axis)
    {
        for (var rate = axis.Minimum; rate <= axis.Maximum; rate += axis.Step)
            yield return (double)rate;
    }

    private static int Place(float[] thresholds, float rate)
    {
        var place = Array.BinarySearch(thresholds, rate);
        return place >= 0 ? place : ~place;
    }

    // What is held fixed: the mean rate of people alike, bent at its quartiles.
    private static double[][] Held(double[] means)
    {
        double[] sorted = [.. means.Order()];
        double middle = means.Average(), spread = Math.Sqrt(means.Average(m => (m - middle) * (m - middle)));
        if (spread < 1e-9)
            return [];
        double[] quartiles = [.. new[] { 0.25, 0.5, 0.75 }.Select(q => sorted[(int)(q * (sorted.Length - 1))]).Distinct()];
        return [[.. means.Select(m => (m - middle) / spread)], .. quartiles.Select(q => means.Select(m => Math.Max(0, m - q) / spread).ToArray())];
    }

    /// <summary>Rows to find the effect in.</summary>
    /// <param name="Moves">Rate less a constant.</param>
    /// <param name="Scores">Out of fold.</param>
    /// <param name="Labels">0 or 1.</param>
    /// <param name="Held">Columns held fixed.</param>
    /// <param name="Moments">What nothing left of the outcome may go with: the rate itself, or an instrument.</param>
    private sealed record EffectRows(double[] Moves, double[] Scores, float[] Labels, double[][] Held, double[] Moments);

    // The calibrator follows the slope and the slope the calibrator, until neither moves.
    private static (double Slope, double PerPoint)? Slope(EffectRows rows, Monotonicity direction)
    {
        if (rows.Labels.Distinct().Count() < 2)
            return null;
        var slope = 0.0;
        for (var round = 0; round < MostRounds; round++)
        {
            double[] corrected = [.. rows.Scores.Zip(rows.Moves, (score, move) => score + (slope * move))];
            var sigmoid = PlattCalibrator.Fit(corrected, rows.Labels, default);
            if (sigmoid.A == 0)
                return null;
            var step = Missing([.. corrected.Select(score => -((sigmoid.A * score) + sigmoid.B))], rows) / -sigmoid.A;
            var next = direction switch
            {
                Monotonicity.Decreasing => Math.Min(0, slope + step),
                Monotonicity.Increasing => Math.Max(0, slope + step),
                _ => slope + step,
            };
            var done = Math.Abs(next - slope) < Enough;
            slope = next;
            if (done || round == MostRounds - 1)
                return double.IsFinite(slope) ? (slope, slope * -sigmoid.A) : null;
        }

        return null;
    }

    // Logistic regression of the label on the rate and what is held fixed with the log-odds given, by Newton's method. The last unknown is the effect, the
    // last moment what tells it.
    private static double Missing(double[] logOdds, EffectRows rows)
    {
        var size = rows.Held.Length + 2;
        double[] unknown = new double[size], column = new double[size], moment = new double[size];
        for (var round = 0; round < MostRounds; round++)
        {
            var equations = new double[size, size + 1];
            for (var i = 0; i < logOdds.Length; i++)
            {
                column[0] = moment[0] = 1;
                for (var k = 0; k < rows.Held.Length; k++)
                    column[k + 1] = moment[k + 1] = rows.Held[k][i];
                (column[^1], moment[^1]) = (rows.Moves[i], rows.Moments[i]);
                var sum = logOdds[i];
                for (var k = 0; k < size; k++)
                    sum += unknown[k] * column[k];
                var p = 1 / (1 + PortableMath.Exp(-sum));
                double error = rows.Labels[i] - p, curvature = p * (1 - p);
                for (var k = 0; k < size; k++)
                {
                    equations[k, size] += moment[k] * error;
                    for (var l = 0; l < size; l++)
                        equations[k, l] += moment[k] * curvature * column[l];
                }
            }

            if (LinearEquations.Solve(equations) is not { } step || !step.All(double.IsFinite))
                return 0;
            for (var k = 0; k < size; k++)
                unknown[k] += step[k];
            if (step.All(s => Math.Abs(s) < Enough))
                break;
        }

        return double.IsFinite(unknown[^1]) ? unknown[^1] : 0;
    }
}
