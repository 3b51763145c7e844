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

    /// <summary>
    /// Whether training went on until it was clear how low the loss gets. Otherwise another candidate's was lower, this one was given up
    /// where <see cref="Loss"/> ends, and there are no <see cref="Scores"/>.
    /// </summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>Trains on all folds but one and scores the one, for each fold and each candidate.</summary>
public static class CrossValidation
{
    /// <summary>
    /// Finds the best candidate. Candidates race: one whose loss can no longer come below that of another is given up (<c>RaceRule</c>),
    /// and its loss so far is above that other's lowest. Which these are does not depend on threads.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="folds">Each row's fold, 0 … k − 1; every fold holds a row.</param>
    /// <param name="candidates">
    /// Options to compare. <see cref="TreeOptions.NumberOfTrees"/> is the most rounds tried;
    /// <see cref="TreeOptions.EarlyStoppingRounds"/> ends a fold early, and then only rounds that every fold reached count.
    /// </param>
    /// <param name="threads">Threads, 0 for one per core.</param>
    /// <param name="progress">Told the number of finished trainings as it grows, of candidates × folds.</param>
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
        // Rows that are learned are no longer needed by their numbers.
        var (heldOut, learned) = Folds.Of(rows, folds);
        FoldRows[] foldRows =
            [.. learned.Zip(heldOut, (seen, unseen) => new FoldRows(rows.Select(seen), rows.Select(unseen), cancellationToken))];
        learned = [];
        double[] weights = [.. foldRows.Select(fold => fold.HeldOutWeight)];
        RaceEntry[] entries = [.. candidates.Select(options => new RaceEntry(options, foldRows, weights, cancellationToken))];
        try
        {
            Race.Run(entries, threads == 0 ? Environment.ProcessorCount : threads, progress, cancellationToken);
            return [.. entries.Select(entry => ResultOf(entry, rows, heldOut))];
        }
        finally
        {
            foreach (var given in entries.Concat<IDisposable>(foldRows))
                given.Dispose();
        }
    }

    private static CrossValidationResult ResultOf(RaceEntry entry, LabeledRows rows, int[][] heldOut)
    {
        var scores = new double[entry.HasLost ? 0 : rows.Count];
        for (var fold = 0; fold < heldOut.Length && !entry.HasLost; fold++)
        {
            var ofFold = entry.Scores(fold);
            for (var i = 0; i < ofFold.Length; i++)
                scores[heldOut[fold][i]] = ofFold[i];
        }

        return new CrossValidationResult(
            entry.Options with { NumberOfTrees = entry.BestRound, EarlyStoppingRounds = 0 }, [.. entry.Curve], [.. scores])
        {
            IsComplete = !entry.HasLost,
        };
    }
}
