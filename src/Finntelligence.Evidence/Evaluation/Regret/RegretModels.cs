using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Fitting;
using Finntelligence.Trees;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;

namespace Finntelligence.Evidence.Evaluation.Regret;

/// <summary>
/// Fits a model to a part of the twin. Instead of cross-validation, every fifth row is held out and chooses among three of the options
/// that <c>train</c> compares, and the number of trees: that keeps a million rows within minutes. Scores are not calibrated.
/// </summary>
internal static class RegretModels
{
    private const int HeldOutEvery = 5;
    private static readonly ImmutableArray<int> Leaves = [4, 8, 31];

    /// <summary>Fits it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="rows">All rows of the kind.</param>
    /// <param name="count">Rows of the file to use, from the first.</param>
    /// <param name="monotone">Whether the product's directions hold.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="threads">No influence on the result.</param>
    /// <param name="cancellation">Checked between nodes.</param>
    /// <param name="weights">One per row; null for one each. A model with weights is calibrated on the rows held out, which count one each.</param>
    public static LoanModel Fit(
        ProductDefinition product, TrainingRows rows, int count, bool monotone, ulong seed, int threads, CancellationToken cancellation,
        float[]? weights = null)
    {
        var specs = new FeatureEncoder(product, rows.Kind).Features;
        ImmutableArray<FeatureSpec> features = monotone ? specs : [.. specs.Select(f => f with { Monotonicity = Monotonicity.None })];
        var labeled = new LabeledRows(features, rows.Values, rows.Labels, weights);
        int[] used = [.. Enumerable.Range(0, rows.Labels.Length).Where(i => rows.FileRows[i] < count)];
        var learned = labeled.Select([.. used.Where(i => rows.FileRows[i] % HeldOutEvery != 0)]);
        int[] late = [.. used.Where(i => rows.FileRows[i] % HeldOutEvery == 0)];
        var heldOut = labeled.Select(late);
        var best = Candidates.All(seed).Where(c => Leaves.Contains(c.NumberOfLeaves)).DistinctBy(c => c.NumberOfLeaves)
            .Select(options => GradientBooster.Train(learned, options with { NumberOfThreads = threads }, heldOut, null, cancellation))
            .MinBy(result => result.ValidationLoss.Min())!;
        var seen = rows with { Strata = [.. used.Select(i => rows.Strata[i])], Offers = [.. used.Select(i => rows.Offers[i])] };
        var calibrator = weights is null
            ? new PlattCalibrator(-1, 0)
            : PlattCalibrator.Fit([.. late.Select(i => best.Ensemble.Score(labeled.Row(i)))], [.. late.Select(i => rows.Labels[i])], default);
        return UnregisteredModel.Of(
            product, rows.Kind, best.Ensemble, calibrator, SupportCounts.Of(seen, product.Model(rows.Kind).Support));
    }
}
