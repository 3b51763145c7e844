namespace Finntelligence.Trees.Learning;

/// <summary>Deals features to threads, an equal share to each. A feature is worked on by one thread, and no result depends on which.</summary>
internal sealed class FeatureGroups(int threads, CancellationToken cancellationToken)
{
    // Below this many bin look-ups the work is done before another thread has woken up.
    private const int WorthSharing = 1 << 16;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

    /// <summary>Runs an action on every group.</summary>
    /// <param name="features">The features.</param>
    /// <param name="rows">Rows that each feature costs.</param>
    /// <param name="action">Given a part of <paramref name="features"/>: its start and length.</param>
    public void Run(int[] features, int rows, Action<int, int> action)
    {
        var groups = (int)Math.Min(Math.Min(threads, features.Length), (long)rows * features.Length / WorthSharing);
        if (groups <= 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            action(0, features.Length);
            return;
        }

        Parallel.For(0, groups, _parallel, g =>
        {
            var start = Boundary(g);
            action(start, Boundary(g + 1) - start);
        });

        int Boundary(int group) => (int)((long)features.Length * group / groups);
    }
}
