namespace Finntelligence.Explorer.Hosting;

/// <summary>Counts the open pages: each holds a place from the start of its connection to its end. Safe for any number of threads.</summary>
public sealed class SessionPlaces(ExplorerLimits limits)
{
    private int _taken;

    /// <summary>Open pages now.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Whether there is no place for one more.</summary>
    public bool IsFull => Taken >= limits.Sessions;

    /// <summary>Takes a place, which <see cref="Leave"/> gives back; false where there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= limits.Sessions)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Gives back a place that was taken.</summary>
    public void Leave() => Interlocked.Decrement(ref _taken);
}
