using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Modelling.Gates;

/// <summary>
/// What a model breaks of the product's promise about the rate, in figures: each applicant of history is asked about every rate of
/// the product's grid, all else as it was.
/// </summary>
/// <param name="Direction">"falls" for default, "rises" for take-up: the wrong way as the rate rises.</param>
/// <param name="Share">Share of the rows whose probability goes the wrong way somewhere on the grid, in [0, 1].</param>
/// <param name="Largest">The greatest move the wrong way, as a difference of probabilities; 0 when there is none.</param>
public sealed record RatePromise(string Direction, double Share, double Largest)
{
    /// <summary>Name of <see cref="Share"/> among a version's figures.</summary>
    public const string ShareFigure = "rateBreachShare";

    /// <summary>Name of <see cref="Largest"/> among a version's figures.</summary>
    public const string LargestFigure = "rateBreachLargest";

    /// <summary>Asks every row. Null where the product promises nothing about the rate, or the model does not see it.</summary>
    /// <param name="product">Its grid and its promises.</param>
    /// <param name="rows">The applicants, each with the offer it had.</param>
    /// <param name="ensemble">The model's trees.</param>
    /// <param name="calibrator">The model's.</param>
    /// <param name="threads">0 for one per core; has no influence on the result.</param>
    /// <param name="cancellationToken">Checked at every row.</param>
    public static RatePromise? Measure(
        ProductDefinition product, TrainingRows rows, TreeEnsemble ensemble, ICalibrator calibrator, int threads, CancellationToken cancellationToken)
    {
        var direction = product.Offer.Rate.Monotone.For(rows.Kind);
        var encoder = new FeatureEncoder(product, rows.Kind);
        int[] inputs = [.. Enumerable.Range(0, ensemble.Features.Length).Where(j => encoder.VariableOf(j) == OfferVariable.Rate)];
        if (direction == Monotonicity.None || inputs.Length == 0)
            return null;

        var axis = product.Offer.Rate;
        double[] grid = [.. Enumerable.Range(0, (int)((axis.Maximum - axis.Minimum) / axis.Step) + 1).Select(i => (double)(axis.Minimum + (i * axis.Step)))];
        var largest = new double[rows.Labels.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, largest.Length, parallel, () => new Curve(ensemble, calibrator, (int)direction, grid.Length), (i, _, curve) =>
        {
            var row = rows.Values.Row(i);
            largest[i] = curve.Against(row, inputs, (input, rate) => ValueAt(product, encoder, rows, i, input, rate), grid);
            return curve;
        }, _ => { });
        return new RatePromise(
            direction == Monotonicity.Increasing ? "falls" : "rises", (double)largest.Count(move => move > 0) / Math.Max(1, largest.Length), largest.DefaultIfEmpty().Max());
    }

    /// <summary>An input of a row at another rate. A derived one keeps the applicant's part: what a ratio or a difference was at the rate of history tells
    /// which that is, and a formula is worked out again.</summary>
    internal static float ValueAt(ProductDefinition product, FeatureEncoder encoder, TrainingRows rows, int i, int input, double rate)
    {
        if (rows.Applicants is { } applicants)
            return encoder.ValueOf(input, applicants.Row(i), rate);
        var (row, was) = (rows.Values.Row(i)[input], rows.Offers[i].Rate);
        var derived = product.Derived.FirstOrDefault(d => d.Name == encoder.Features[input].Name);
        return derived?.Function switch
        {
            null => (float)rate,
            DerivedFunction.Ratio => (float)(row * (rate / was)),
            DerivedFunction.Formula => throw new ArgumentException("Rows of a model with a formula of the rate hold their applicants.", nameof(rows)),
            _ => (float)(row + (rate - was)),
        };
    }

    private delegate float AtRate(int input, double rate);

    /// <summary>One thread's memory.</summary>
    private sealed class Curve(TreeEnsemble ensemble, ICalibrator calibrator, int direction, int rates)
    {
        private readonly float[] _rows = new float[rates * ensemble.Features.Length];
        private readonly double[] _scores = new double[rates];

        /// <summary>The greatest move of the probability against the direction along the grid.</summary>
        public double Against(ReadOnlySpan<float> row, int[] inputs, AtRate value, double[] grid)
        {
            for (var r = 0; r < grid.Length; r++)
            {
                var at = _rows.AsSpan(r * row.Length, row.Length);
                row.CopyTo(at);
                foreach (var input in inputs)
                    at[input] = value(input, grid[r]);
            }

            ensemble.Score(_rows, _scores);
            var (best, largest) = (double.NegativeInfinity, 0.0);
            foreach (var score in _scores)
            {
                var probability = (double)calibrator.Probability((float)score) * direction;
                best = Math.Max(best, probability);
                largest = Math.Max(largest, best - probability);
            }

            return largest;
        }
    }
}
