using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Finntelligence.Trees.Calibration;
using Finntelligence.Trees.Learning;
using Finntelligence.Trees.Numerics;

namespace Finntelligence.Trees.Training.FastTree;

/// <summary>What cross-validation found for one set of options.</summary>
/// <param name="Options">
/// The options, with the number of rounds after which the pooled loss was lowest. It can be above <paramref name="Trees"/>: a round
/// whose share of the columns splits nothing adds no tree.
/// </param>
/// <param name="Trees">The number of trees that had the lowest pooled loss; 0 where a fold had too few rows for any split.</param>
/// <param name="Loss">Mean log-loss over the held-out rows of all folds after 1, 2, … trees at index 1, 2, …; at 0 that of one half.</param>
/// <param name="Scores">Each row's score from the trees that did not see it, at that number of trees.</param>
/// <param name="OwnCalibrator">FastTree's own, which the losses are of.</param>
public sealed record FastTreeCrossValidationResult(
    FastTreeOptions Options, int Trees, ImmutableArray<double> Loss, ImmutableArray<double> Scores, PlattCalibrator OwnCalibrator)
{
    /// <summary>The lowest pooled loss.</summary>
    public double BestLoss => Loss[Trees];
}

/// <summary>
/// Trains on all folds but one and scores the one, for each fold and each candidate. Every fold is trained once, with the greatest
/// number of trees: FastTree adds tree to tree, so its first trees are those of a shorter training, and the loss of each is followed.
/// </summary>
public static class FastTreeCrossValidation
{
    /// <summary>Runs the candidates. Folds and candidates are spread over the threads; the result does not depend on how.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="folds">Each row's fold, 0 … k − 1; every fold holds a row.</param>
    /// <param name="candidates">Options to compare; <see cref="FastTreeOptions.NumberOfTrees"/> is the most trees tried.</param>
    /// <param name="threads">Threads, 0 for one per core.</param>
    /// <param name="progress">Told the number of finished trainings after each, of candidates × folds.</param>
    /// <param name="cancellationToken">Checked between trainings.</param>
    /// <returns>One result per candidate, in order.</returns>
    public static ImmutableArray<FastTreeCrossValidationResult> Run(
        LabeledRows rows,
        IReadOnlyList<int> folds,
        IReadOnlyList<FastTreeOptions> candidates,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var split = Folds.Of(rows, folds);
        var indicated = FastTreePipeline.HasMissing(rows);
        FoldScores[][] results = [];
        try
        {
            results = split.Each(
                candidates.Count,
                threads,
                (c, fold) => FoldScores.Of(
                    rows, split.HeldOut[fold], indicated, FastTreeTraining.Fit(rows, split.Learned[fold], indicated, candidates[c], cancellationToken)),
                progress,
                cancellationToken);
        }
        catch (AggregateException faults)
        {
            // What stops one training stops all; the caller shall see it as it is.
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        return [.. candidates.Select((options, c) => Pool(rows, split.HeldOut, options, results[c]))];
    }

    private static FastTreeCrossValidationResult Pool(LabeledRows rows, int[][] heldOut, FastTreeOptions options, ReadOnlySpan<FoldScores> folds)
    {
        // Rounds in which a fold split nothing left it with fewer trees: only numbers that every fold reached count.
        var reached = int.MaxValue;
        foreach (var fold in folds)
            reached = Math.Min(reached, fold.Losses.Length);
        var loss = new double[reached];
        foreach (var fold in folds)
        {
            for (var k = 0; k < reached; k++)
                loss[k] += fold.Losses[k];
        }

        var weight = rows.Weights is null ? rows.Count : rows.Weights.Sum(w => (double)w);
        loss = Array.ConvertAll(loss, sum => sum / weight);
        var best = reached == 1 ? 0 : Math.Max(1, Array.IndexOf(loss, loss.Min()));
        var scores = new double[rows.Count];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            for (var i = 0; i < heldOut[fold].Length; i++)
                scores[heldOut[fold][i]] = folds[fold].Score(i, best);
        }

        var trees = 0;
        foreach (var fold in folds)
            trees += fold.Trees.Count;
        var rounds = best == 0 ? options.NumberOfTrees : (int)Math.Round((double)best * options.NumberOfTrees * folds.Length / trees);
        return new FastTreeCrossValidationResult(options with { NumberOfTrees = rounds }, best, [.. loss], [.. scores], folds[0].Calibrator);
    }

    /// <summary>A fold's trees on its held-out rows.</summary>
    /// <param name="Trees">The trees.</param>
    /// <param name="Vectors">The rows as the trees see them.</param>
    /// <param name="Losses">Sum of the weighted log-losses after 0, 1, 2, … trees.</param>
    /// <param name="Calibrator">FastTree's own.</param>
    private sealed record FoldScores(TrainedTrees Trees, float[][] Vectors, double[] Losses, PlattCalibrator Calibrator)
    {
        public static FoldScores Of(LabeledRows rows, int[] heldOut, IReadOnlyList<bool> indicated, FastTreeModel model)
        {
            var vectors = model.Vectors(new FastTreePipeline(rows.Features, indicated).View(rows, heldOut));
            var trees = model.Trees;
            var scores = new double[heldOut.Length];
            var losses = new double[trees.Count + 1];
            for (var k = 0; k < losses.Length; k++)
            {
                for (var i = 0; i < scores.Length; i++)
                {
                    if (k > 0)
                        scores[i] += trees.Value(k - 1, vectors[i]);
                    var logOdds = -((model.OwnCalibrator.A * scores[i]) + model.OwnCalibrator.B);
                    var weight = rows.Weights is null ? 1.0 : rows.Weights[heldOut[i]];
                    losses[k] += weight * Loss(rows.Labels[heldOut[i]] == 1 ? logOdds : -logOdds);
                }
            }

            return new FoldScores(trees, vectors, losses, model.OwnCalibrator);
        }

        public double Score(int row, int count)
        {
            var score = 0.0;
            for (var k = 0; k < count; k++)
                score += Trees.Value(k, Vectors[row]);
            return score;
        }

        // −log P(label) as log(1 + e^(−margin)), with the exponent never positive.
        private static double Loss(double margin) =>
            Math.Max(-margin, 0) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(margin)));
    }
}
