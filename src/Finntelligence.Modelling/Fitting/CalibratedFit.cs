using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Evaluation;

namespace Finntelligence.Modelling.Fitting;

/// <summary>What is put behind a trainer's trees: a calibrator and, where they learned with weights, what they leave out of the rate's effect.</summary>
/// <param name="Choice">The calibrator, of the corrected scores.</param>
/// <param name="Correction">Null for a model that learned with each row counting one.</param>
public sealed record CalibratedFit(CalibratorChoice Choice, RateCorrection? Correction)
{
    /// <summary>Fits both on scores out of fold.</summary>
    /// <param name="trainer">Who trained.</param>
    /// <param name="result">Its scores.</param>
    /// <param name="product">The product.</param>
    /// <param name="kind">Which model.</param>
    /// <param name="rates">Of the rows; NaN where it is not known.</param>
    /// <param name="labels">0 or 1.</param>
    /// <param name="folds">Each row's fold.</param>
    /// <param name="prices">What the rows' rates tell, with the weights that they had in learning; null for one each.</param>
    /// <param name="weights">How many each row stands for; null for one each.</param>
    public static CalibratedFit Of(
        ITrainer trainer, CandidateResult result, ProductDefinition product, ModelKind kind, double[] rates, float[] labels, int[] folds, RowPrices? prices,
        float[]? weights = null)
    {
        if (prices is not { } rows || RateCorrection.Fit(product, kind, rates, result.Scores, result.Uncalibrated, labels, rows, weights) is not { } whole)
            return new CalibratedFit(trainer.Calibrate(result, labels, folds, prices is not null, weights), null);
        // What a row is measured by has not seen the row: neither trees nor calibrator nor this. A sigmoid, under which a step in the score is one in the
        // log-odds; the steps of an isotonic curve would swallow it here and double it there.
        var probabilities = new double[labels.Length];
        foreach (var fold in folds.Distinct())
        {
            int[] others = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)];
            var part = RateCorrection.Fit(product, kind, Of(others, rates), Of(others, result.Scores), result.Uncalibrated, Of(others, labels), rows.Select(others), weights is null ? null : Of(others, weights)) ?? whole;
            for (var i = 0; i < folds.Length; i++)
            {
                if (folds[i] == fold)
                    probabilities[i] = part.Sigmoid.Probability((float)(result.Scores[i] + part.Of(rates[i], rows.Means[i])));
            }
        }

        return new CalibratedFit(new CalibratorChoice(CalibrationNames.Of(whole.Sigmoid), whole.Sigmoid, probabilities, BinaryMetrics.Of(probabilities, labels, weights)), whole);
    }

    private static T[] Of<T>(int[] some, T[] all) => [.. some.Select(i => all[i])];
}

/// <summary>What the rates of some rows tell.</summary>
/// <param name="Weights">By which the rate does not go with the applicant.</param>
/// <param name="Means">The mean rate given the applicant; NaN where the rate is not known.</param>
/// <param name="Instrument">As in <see cref="PriceHistory.Instrument"/>.</param>
public sealed record RowPrices(float[] Weights, double[] Means, double[]? Instrument)
{
    /// <summary>Of all rows of a model; null where each counts one.</summary>
    /// <param name="prices">What was found of them.</param>
    /// <param name="counts">How many each row stands for; null for one each.</param>
    public static RowPrices? Of(PriceHistory? prices, float[]? counts = null) => prices is { Weights: { } weights, Means: { } means }
        ? new RowPrices(RowWeights.Product(weights, counts)!, means, prices.Instrument)
        : null;

    /// <summary>Of some of the rows.</summary>
    public RowPrices Select(int[] rows) => new(
        [.. rows.Select(i => Weights[i])], [.. rows.Select(i => Means[i])], Instrument is null ? null : [.. rows.Select(i => Instrument[i])]);
}
