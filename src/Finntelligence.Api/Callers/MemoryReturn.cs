namespace Finntelligence.Api.Callers;

/// <summary>
/// Gives the machine back what batches took. The runtime keeps the memory of a peak for the next one, and in a service with little to do it would
/// keep it for ever: once there are no batches, the heap is compacted, which stops the service for a moment (9 to 58 ms were seen).
/// </summary>
internal sealed class MemoryReturn(BatchPlaces places, IHeap heap, TimeProvider time) : BackgroundService
{
    /// <summary>How much more than after the last time must be held, in bytes: less is not worth the stop.</summary>
    internal const long Worth = 32 << 20;

    /// <summary>How often it looks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private long _batches;
    private long _held;

    /// <summary>Compacts the heap if batches came since the last time, none is under way and it is worth it.</summary>
    public void Look()
    {
        if (places.InUse > 0 || places.Taken == _batches || heap.Held < _held + Worth)
            return;
        _batches = places.Taken;
        heap.Compact();
        _held = heap.Held;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A service that stops before it listens, as on a busy port, would log this as a failure.
        }
    }
}

/// <summary>The memory that the runtime manages.</summary>
internal interface IHeap
{
    /// <summary>What it held after its last collection, in bytes, whether in use or kept for later.</summary>
    long Held { get; }

    /// <summary>Collects all garbage, moves what lives together and gives the rest back.</summary>
    void Compact();
}

/// <summary>That of this process.</summary>
internal sealed class ManagedHeap : IHeap
{
    public long Held => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;

    public void Compact() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
