using System.Collections.Immutable;

namespace Finntelligence.Trees.Learning;

/// <summary>What cross-validation found for one set of options.</summary>
/// <param name="Options">The options, with the number of trees that had the lowest pooled loss.</param>
/// <param name="Loss">Mean log-loss over the held-out rows of all folds after 0, 1, 2, … rounds.</param>
/// <param name="Scores">Each row's score (log-odds) from the ensemble that did not see it, at that number of trees.</param>
public sealed record CrossValidationResult(TreeOptions Options, ImmutableArray<double> Loss, ImmutableArray<double> Scores)
{
    /// <summary>The lowest pooled loss.</summary>
    public double BestLoss => Loss[Options.NumberOfTrees];
}

/// <summary>Trains on all folds but one and scores the one, for each fold and each candidate.</summary>
public static class CrossValidation
{
    /// <summary>Runs the candidates. Folds and candidates are spread over the threads; the result does not depend on how.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="folds">Each row's fold, 0 … k − 1; every fold holds a row.</param>
    /// <param name="candidates">
    /// Options to compare. <see cref="TreeOptions.NumberOfTrees"/> is the most rounds tried;
    /// <see cref="TreeOptions.EarlyStoppingRounds"/> ends a fold early, and then only rounds that every fold reached count.
    /// </param>
    /// <param name="threads">Threads, 0 for one per core.</param>
    /// <param name="progress">Told the number of finished trainings after each, of candidates × folds.</param>
    /// <param name="cancellationToken">Checked between nodes.</param>
    /// <returns>One result per candidate, in order.</returns>
    public static ImmutableArray<CrossValidationResult> Run(
        LabeledRows rows,
        IReadOnlyList<int> folds,
        IReadOnlyList<TreeOptions> candidates,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var split = Folds.Of(rows, folds);
        LabeledRows[] learned = [.. split.Learned.Select(rows.Select)], validation = [.. split.HeldOut.Select(rows.Select)];
        // All rounds are kept until the best number over all folds is known.
        var results = split.Each(
            candidates.Count,
            threads,
            (c, fold) => GradientBooster.TrainAllRounds(learned[fold], candidates[c] with { NumberOfThreads = 1 }, validation[fold], cancellationToken),
            progress,
            cancellationToken);
        return [.. candidates.Select((options, c) => Pool(rows, split.HeldOut, options, results[c]))];
    }

    private static CrossValidationResult Pool(LabeledRows rows, int[][] heldOut, TreeOptions options, ReadOnlySpan<TrainingResult> folds)
    {
        var rounds = int.MaxValue;
        foreach (var fold in folds)
            rounds = Math.Min(rounds, fold.ValidationLoss.Length);
        var loss = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            double sum = 0, weights = 0;
            for (var fold = 0; fold < folds.Length; fold++)
            {
                var weight = TotalWeight(rows, heldOut[fold]);
                sum += weight * folds[fold].ValidationLoss[round];
                weights += weight;
            }

            loss[round] = sum / weights;
        }

        var best = Array.IndexOf(loss, loss.Min());
        var scores = new double[rows.Count];
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var ensemble = folds[fold].Ensemble;
            ensemble = ensemble.Take(Math.Min(best, ensemble.Trees.Length));
            foreach (var row in heldOut[fold])
                scores[row] = ensemble.Score(rows.Row(row));
        }

        return new CrossValidationResult(
            options with { NumberOfTrees = best, EarlyStoppingRounds = 0 }, [.. loss], [.. scores]);
    }

    private static double TotalWeight(LabeledRows rows, int[] selected) =>
        rows.Weights is null ? selected.Length : selected.Sum(row => (double)rows.Weights[row]);
}
