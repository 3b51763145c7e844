using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Gates;
using Finntelligence.Modelling.Identification;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Fitting;

/// <summary>What a model says the probability moves from the mean rate of people like an applicant to the rate he was offered.</summary>
internal static class RateMoves
{
    /// <summary>One for each of the rests.</summary>
    public static double[] Of(
        ProductDefinition product, TrainingRows rows, OrthogonalRests rests, TreeEnsemble ensemble, ICalibrator calibrator, int threads,
        CancellationToken cancellation)
    {
        var encoder = new FeatureEncoder(product, rows.Kind);
        var width = encoder.Features.Length;
        int[] inputs = [.. Enumerable.Range(0, width).Where(j => encoder.VariableOf(j) == OfferVariable.Rate)];
        var moves = new double[rests.Rows.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        Parallel.For(0, moves.Length, parallel, () => new float[width], (i, _, other) =>
        {
            var row = rows.Values.AsSpan(rests.Rows[i] * width, width);
            row.CopyTo(other);
            var rate = rows.Offers[rests.Rows[i]].Rate;
            foreach (var input in inputs)
                other[input] = RatePromise.ValueAt(product, encoder, input, row[input], rate, rate - rests.Rate[i]);
            moves[i] = (double)calibrator.Probability((float)ensemble.Score(row)) - calibrator.Probability((float)ensemble.Score(other));
            return other;
        }, _ => { });
        return moves;
    }
}
