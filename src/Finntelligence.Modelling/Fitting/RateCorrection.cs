using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Modelling.Fitting;

/// <summary>
/// What trees leave out of a rate's effect. They stop where more of them no longer help to predict, and a rate moves far less than the applicant does: of an
/// effect that weights have freed from the applicant, few rows teach only a part. The rest is one parameter, change of the log-odds for a point of rate,
/// fitted beside scores out of fold (the targeting step of van der Laan and Rubin 2006) with the mean rate of people alike held fixed (regression on the
/// generalised propensity, Hirano and Imbens 2004), or by a declared instrument. With it comes the level that goes with the mean rate of people alike, so
/// that at the rates of history the model stays right. Both become trees, over the rate alone (<see cref="RateSteps"/>) and over the applicant
/// (<see cref="LevelTrees"/>), so that a model stays a sum of trees.
/// </summary>
public sealed class RateCorrection
{
    // Standard errors.
    private const double ClearOfNothing = 2;

    private readonly RateSteps _steps;
    private readonly MeanBasis _basis;
    private readonly double[] _level;
    private readonly double _scale;

    private RateCorrection(RateSteps steps, MeanBasis basis, double[] level, double perPoint, PlattCalibrator sigmoid)
    {
        (_steps, _basis, _level, PerPoint, Sigmoid) = (steps, basis, level, perPoint, sigmoid);
        _scale = -sigmoid.A;
    }

    /// <summary>
    /// Change of the log-odds for a point of rate; never against the direction that the product promises, and 0 for default where the history does not tell the
    /// direction of a rate's effect.
    /// </summary>
    public double PerPoint { get; }

    /// <summary>Makes probabilities of corrected scores.</summary>
    public PlattCalibrator Sigmoid { get; }

    /// <summary>Fits it; null where there is nothing to put right: the model sees no rate as it is, or all rates are the same.</summary>
    /// <param name="product">Its rates and its promise.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="rates">Of the rows; NaN where it is not known.</param>
    /// <param name="scores">Out of fold.</param>
    /// <param name="uncalibrated">What makes probabilities of them before anything is fitted.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="prices">How the rates were set. With an instrument the effect is what leaves nothing of the outcome that goes with it.</param>
    /// <param name="weights">How many each row stands for; null for one each.</param>
    public static RateCorrection? Fit(
        ProductDefinition product, ModelKind kind, double[] rates, double[] scores, PlattCalibrator uncalibrated, float[] labels, RowPrices prices,
        float[]? weights = null)
    {
        int[] some = [.. Enumerable.Range(0, rates.Length).Where(i => double.IsFinite(rates[i]) && double.IsFinite(prices.Means[i]))];
        if (RateSteps.Of(product, kind, [.. some.Select(i => rates[i])]) is not { } steps || labels.Distinct().Count() < 2)
            return null;
        // Scores that run against the labels have a slope of 0 and could carry nothing.
        var sigmoid = PlattCalibrator.Fit(scores, labels, weights) is { A: < 0 } fitted ? fitted : uncalibrated;
        double[] means = [.. some.Select(i => prices.Means[i])];
        var basis = MeanBasis.Of(means);
        double[] logOdds = [.. some.Select(i => -((sigmoid.A * scores[i]) + sigmoid.B))], moves = [.. some.Select(i => steps.Move(rates[i]))];
        float[] known = [.. some.Select(i => labels[i])];
        double[] moments = prices.Instrument is { } z ? [.. some.Select(i => z[i])] : moves;
        var direction = (int)product.Offer.Rate.Monotone.For(kind);
        if (EffectRegression.Fit(logOdds, known, basis, means, moves, moments) is not { } fit)
            return null;
        var found = fit.Coefficients;
        if (direction != 0
            && (found[^1] * direction < 0 || (kind == ModelKind.Risk && !TellsSign(fit, direction, EffectRegression.Slope(logOdds, basis, means, moves, moments)))))
        {
            if (EffectRegression.Fit(logOdds, known, basis, means, null, null) is not { } level)
                return null;
            found = [.. level.Coefficients, 0];
        }

        return new RateCorrection(steps, basis, found[..^1], found[^1], sigmoid);
    }

    /// <summary>What it adds to a score.</summary>
    /// <param name="rate">NaN where it is not known.</param>
    /// <param name="mean">Of people alike; NaN where it is not known.</param>
    public double Of(double rate, double mean) => (Level(mean) + (PerPoint * _steps.Move(rate))) / _scale;

    /// <summary>The ensemble with it.</summary>
    /// <param name="ensemble">The trees.</param>
    /// <param name="rows">What they learned from.</param>
    /// <param name="applicant">Those of the columns that the applicant alone decides.</param>
    /// <param name="rates">Of the rows.</param>
    /// <param name="prices">Of the rows.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="cancellation">Checked often.</param>
    public TreeEnsemble Add(
        TreeEnsemble ensemble, LabeledRows rows, int[] applicant, double[] rates, RowPrices prices, int threads, CancellationToken cancellation)
    {
        var (start, level) = LevelTrees.Of(rows, applicant, [.. prices.Means.Select(Level)], 1 / _scale, threads, cancellation);
        return new TreeEnsemble(
            ensemble.Features, FixedPoint.Round(ensemble.BaseScore + start),
            [.. ensemble.Trees, .. level, .. _steps.Trees(PerPoint / _scale, rates, prices.Weights)], ensemble.Arithmetic);
    }

    // A correction that leans the other way is left out, so that the mean of many that are noise is not 0 but what the promise lets through. Default, which takers
    // alone tell of, and few of those, is left to the trees until the whole effect, theirs and the correction, is clear of nothing. Take-up is not: trees that
    // know little of a rate there would have it raised to the top, and a rough effect is better than none.
    private static bool TellsSign(EffectFit fit, int direction, double? learned) =>
        learned is { } slope && (slope + fit.Coefficients[^1]) * direction > ClearOfNothing * fit.RateError;

    private double Level(double mean)
    {
        Span<double> at = stackalloc double[MeanBasis.Most];
        _basis.Of(mean, at);
        var sum = 0.0;
        for (var k = 0; k < _basis.Count; k++)
            sum += _level[k] * at[k];
        return sum;
    }
}
