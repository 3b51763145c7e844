using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Holds what a model says of the rate against an estimate that does without the model.</summary>
public static class RateEffects
{
    /// <summary>The figures of a model's rows, with the effect and what follows from it for the verdict.</summary>
    /// <param name="prices">How the rates of the rows were set.</param>
    /// <param name="product">The product.</param>
    /// <param name="rows">What the model learned from.</param>
    /// <param name="ensemble">Its trees.</param>
    /// <param name="calibrator">Its calibrator.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="cancellation">Checked often.</param>
    public static PriceIdentification Judge(
        PriceHistory prices, ProductDefinition product, TrainingRows rows, TreeEnsemble ensemble, ICalibrator calibrator, int threads,
        CancellationToken cancellation)
    {
        if (prices.Rests is not { } rests)
            return prices.Figures;
        // Without a category people are one segment, which is no segment.
        var values = product.Applicant.FirstOrDefault(f => f.Name == product.Model(rows.Kind).Support.By)?.Values ?? [];
        string?[] segments = [.. rests.Rows.Select(i => rows.Strata[i] < 0 ? null : values[rows.Strata[i]])];
        var moves = Moves(product, rows, rests, ensemble, calibrator, threads, cancellation);
        var judged = OrthogonalEffect.Judge(prices.Figures, OrthogonalEffect.Of(rests, moves, segments));
        return prices.Declared.IsEmpty ? judged : DeclaredEffect.Judge(judged, prices.Declared.Select(d => DeclaredEffect.Of(d, rests, moves)).OfType<DeclaredFigures>());
    }

    // What the model says the probability moves from the mean rate of people like an applicant to the rate he was offered.
    private static double[] Moves(
        ProductDefinition product, TrainingRows rows, OrthogonalRests rests, TreeEnsemble ensemble, ICalibrator calibrator, int threads,
        CancellationToken cancellation)
    {
        var encoder = new FeatureEncoder(product, rows.Kind);
        var width = encoder.Features.Length;
        int[] inputs = [.. Enumerable.Range(0, width).Where(j => encoder.VariableOf(j) == OfferVariable.Rate)];
        var moves = new double[rests.Rows.Length];
        Parallel.For(0, moves.Length, Cores.Of(threads, cancellation), () => new float[width], (i, _, other) =>
        {
            var row = rows.Values.Row(rests.Rows[i]);
            row.CopyTo(other);
            var rate = rows.Offers[rests.Rows[i]].Rate;
            foreach (var input in inputs)
                other[input] = RatePromise.ValueAt(product, encoder, rows, rests.Rows[i], input, rate - rests.Rate[i]);
            moves[i] = (double)calibrator.Probability((float)ensemble.Score(row)) - calibrator.Probability((float)ensemble.Score(other));
            return other;
        }, _ => { });
        return moves;
    }
}
