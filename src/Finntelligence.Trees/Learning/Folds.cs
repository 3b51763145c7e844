namespace Finntelligence.Trees.Learning;

/// <summary>The rows that each fold of a cross-validation holds out, and those it learns from.</summary>
/// <param name="HeldOut">Row numbers of each fold.</param>
/// <param name="Learned">All the others.</param>
internal sealed record Folds(int[][] HeldOut, int[][] Learned)
{
    /// <summary>How many there are.</summary>
    public int Count => HeldOut.Length;

    /// <summary>Of each row's fold, 0 … k − 1; every fold holds a row.</summary>
    /// <exception cref="ArgumentException">Not one number for each row, or fewer than two folds.</exception>
    public static Folds Of(LabeledRows rows, IReadOnlyList<int> folds)
    {
        if (folds.Count != rows.Count)
            throw new ArgumentException($"There are {folds.Count} fold numbers for {rows.Count} rows.", nameof(folds));
        var count = folds.Count == 0 ? 0 : folds.Max() + 1;
        if (count < 2)
            throw new ArgumentException("Cross-validation needs at least two folds.", nameof(folds));
        return new Folds(
            [.. Enumerable.Range(0, count).Select(fold => Rows(row => folds[row] == fold))],
            [.. Enumerable.Range(0, count).Select(fold => Rows(row => folds[row] != fold))]);

        int[] Rows(Func<int, bool> chosen) => [.. Enumerable.Range(0, rows.Count).Where(chosen)];
    }

    /// <summary>Does one piece of work for each candidate and fold, spread over the threads; the result does not depend on how.</summary>
    /// <param name="candidates">How many candidates.</param>
    /// <param name="threads">Threads, 0 for one per core.</param>
    /// <param name="work">From candidate and fold.</param>
    /// <param name="progress">Told the number of finished pieces after each.</param>
    /// <param name="cancellationToken">Checked before each.</param>
    /// <returns>Of each candidate, the results of its folds.</returns>
    public T[][] Each<T>(int candidates, int threads, Func<int, int, T> work, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var results = new T[candidates * Count];
        var finished = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, results.Length, parallel, job =>
        {
            results[job] = work(job / Count, job % Count);
            progress?.Report(Interlocked.Increment(ref finished));
        });
        return [.. results.Chunk(Count)];
    }
}
