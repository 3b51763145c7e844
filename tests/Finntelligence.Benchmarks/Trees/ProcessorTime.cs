using System.Diagnostics;

namespace Finntelligence.Benchmarks.Trees;

/// <summary>What this process has used of the processors: less disturbed than the clock by others on the same machine.</summary>
internal static class ProcessorTime
{
    public static double Seconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
