using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Finntelligence.Benchmarks.Offers;

/// <summary>
/// What this thread has used of a processor: of calls of milliseconds it tells more than the clock, on a machine that has other things to
/// do too. Where the system does not say, it is the clock.
/// </summary>
internal static partial class ThreadTime
{
    private const int ClockOfThread = 3;

    public static double Microseconds() => OperatingSystem.IsLinux() && Read(ClockOfThread, out var time) == 0
        ? time.Seconds * 1e6 + time.Nanoseconds / 1e3
        : Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
