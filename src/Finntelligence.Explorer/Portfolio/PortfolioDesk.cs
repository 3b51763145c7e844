namespace Finntelligence.Explorer.Portfolio;

/// <summary>
/// Where the portfolios of all pages are scored: one at a time, on a thread of its own, so that requests to the service find the thread pool and
/// all but one processor free. The others wait their turn. Safe for any number of threads.
/// </summary>
public sealed class PortfolioDesk(PortfolioLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _held;
    private int _waiting;

    /// <summary>What bounds it.</summary>
    public PortfolioLimits Limits { get; } = limits;

    /// <summary>Pieces of work that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A place for a portfolio, to be disposed of; null where there is none.</summary>
    public IDisposable? TryHold()
    {
        if (Interlocked.Increment(ref _held) <= Limits.Held)
            return new Place(this);
        Interlocked.Decrement(ref _held);
        return null;
    }

    /// <summary>Does a piece of work when its turn comes.</summary>
    /// <param name="work">Long, and heeds the token.</param>
    /// <param name="cancellationToken">Gives it up, also while it waits.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Factory.StartNew(
                () =>
                {
                    // The thread ends with the work. Linux takes no notice; there the bound on threads is what helps.
                    Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                    return work(cancellationToken);
                },
                cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed class Place(PortfolioDesk desk) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                Interlocked.Decrement(ref desk._held);
        }
    }
}
