namespace Finntelligence.Decisions.Records;

/// <summary>Time as the log keeps it: microseconds since 1970, UTC, which both databases hold as a whole number.</summary>
public static class Moments
{
    /// <summary>Microseconds since 1970; finer parts are cut off.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(long moment) => DateTimeOffset.UnixEpoch.AddTicks(moment * TimeSpan.TicksPerMicrosecond);
}
