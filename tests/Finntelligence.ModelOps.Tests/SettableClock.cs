namespace Finntelligence.ModelOps.Tests;

/// <summary>A clock that stands where it is put. Timers are those of the system but fire at once, and are counted.</summary>
internal sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    private readonly List<TimeSpan> _delays = [];

    public SettableClock()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Every wait that was asked for.</summary>
    public IReadOnlyList<TimeSpan> Delays => _delays;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
            _delays.Add(dueTime);
        return base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
