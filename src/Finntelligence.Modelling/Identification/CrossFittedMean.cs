using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Trees;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;
using Finntelligence.Trees.Storage;

namespace Finntelligence.Modelling.Identification;

/// <summary>
/// The mean of a bounded number given the applicant, each row's by trees that did not see it. Our learner minimises the log-loss; scaled to
/// [0, 1], any number can be its label: a row is an event by its value and none by the rest. The minimum is the
/// conditional mean whatever the distribution (fractional response by quasi-likelihood, Papke and Wooldridge 1996).
/// </summary>
internal sealed class CrossFittedMean
{
    private readonly LabeledRows? _rows;
    private readonly TreeOptions? _options;
    private readonly double _low;
    private readonly double _width;

    private CrossFittedMean(LabeledRows? rows, TreeOptions? options, double low, double width, double[] outOfFold) =>
        (_rows, _options, _low, _width, OutOfFold) = (rows, options, low, width, outOfFold);

    /// <summary>Each row's mean.</summary>
    public double[] OutOfFold { get; }

    /// <summary>Fits it.</summary>
    /// <param name="features">Columns; directions are not kept.</param>
    /// <param name="values">Of the columns.</param>
    /// <param name="targets">Finite, one per row.</param>
    /// <param name="folds">Each row's fold; no fold is empty.</param>
    /// <param name="seed">Of the learner.</param>
    /// <param name="threads">0 for one per core; no influence on the result.</param>
    /// <param name="cancellation">Checked often.</param>
    public static CrossFittedMean Fit(
        ImmutableArray<FeatureSpec> features, RowValues values, double[] targets, int[] folds, ulong seed, int threads, CancellationToken cancellation)
    {
        double low = targets.Min(), width = targets.Max() - low;
        if (width == 0 || features.IsEmpty)
            return new CrossFittedMean(null, null, targets.Average(), 0, [.. MeansOfOthers(targets, folds)]);
        var shares = new float[targets.Length];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = (float)((targets[i] - low) / width);
        var rows = LabeledRows.OfShares([.. features.Select(f => f with { Monotonicity = Monotonicity.None })], values, shares);
        // Small trees for sums of single effects, which is what scores are, larger ones for cards. Of a row's two halves both count.
        TreeOptions[] candidates =
        [
            new() { NumberOfLeaves = 4, MinimumExampleCountPerLeaf = 100, LearningRate = 0.1, NumberOfTrees = 600, EarlyStoppingRounds = 25, Seed = seed },
            new() { NumberOfLeaves = 16, MinimumExampleCountPerLeaf = 100, LearningRate = 0.15, NumberOfTrees = 200, EarlyStoppingRounds = 10, Seed = seed },
        ];
        var result = CrossValidation.Run(rows, folds, candidates, threads, null, cancellation).MinBy(r => r.BestLoss)!;
        var means = new double[shares.Length];
        for (var i = 0; i < means.Length; i++)
            means[i] = low + (width * Share(result.Scores[i]));
        return new CrossFittedMean(rows, result.Options with { NumberOfThreads = threads }, low, width, means);
    }

    /// <summary>The same of all the rows, for applicants to come.</summary>
    public BoundedMean Final(CancellationToken cancellation) =>
        new(_rows is null ? null : GradientBooster.Train(_rows, _options!, cancellationToken: cancellation).Ensemble, _low, _width);

    private static double Share(double score) => 1 / (1 + PortableMath.Exp(-score));

    private static IEnumerable<double> MeansOfOthers(double[] targets, int[] folds)
    {
        var sums = new double[folds.Max() + 1];
        var counts = new int[sums.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            sums[folds[i]] += targets[i];
            counts[folds[i]]++;
        }

        double sum = sums.Sum();
        return folds.Select(fold => (sum - sums[fold]) / (folds.Length - counts[fold]));
    }
}
