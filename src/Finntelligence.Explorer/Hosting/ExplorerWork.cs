namespace Finntelligence.Explorer.Hosting;

/// <summary>Places for the computations of all pages together, so that pages cannot take the processors from the service's requests.</summary>
public sealed class ExplorerWork(ExplorerLimits limits) : IDisposable
{
    private readonly SemaphoreSlim _places = new(limits.AtOnce);

    /// <summary>Runs a computation on the thread pool as soon as there is a place.</summary>
    /// <param name="compute">Is given the token, and should heed it where it takes long.</param>
    /// <param name="cancellationToken">Gives it up, also while it waits.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> compute, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => compute(cancellationToken), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
