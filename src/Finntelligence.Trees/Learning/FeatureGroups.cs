namespace Finntelligence.Trees.Learning;

/// <summary>Deals features to threads in small groups. Each feature is worked on by one thread, and no result depends on which.</summary>
internal sealed class FeatureGroups(int threads, CancellationToken cancellationToken)
{
    // Below this many bin look-ups the work is done before another thread has woken up.
    private const int WorthSharing = 1 << 16;
    private const int GroupSize = 4;

    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

    /// <summary>Runs an action on every group.</summary>
    /// <param name="features">The features.</param>
    /// <param name="rows">Rows that each feature costs.</param>
    /// <param name="action">Given a part of <paramref name="features"/>: its start and length.</param>
    public void Run(int[] features, int rows, Action<int, int> action)
    {
        if (threads == 1 || features.Length == 1 || (long)rows * features.Length < WorthSharing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            action(0, features.Length);
            return;
        }

        var size = Math.Clamp(features.Length / threads, 1, GroupSize);
        Parallel.For(0, (features.Length + size - 1) / size, _parallel, g =>
            action(g * size, Math.Min(size, features.Length - g * size)));
    }
}
