namespace Finntelligence.Benchmarks.Trees;

/// <summary>What the figures were measured on (Linux).</summary>
internal static class Machine
{
    /// <summary>The processor by its own account.</summary>
    public static string Name => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "a machine that gives no name";

    /// <summary>1, 2, 4, … threads up to as many as there are logical processors.</summary>
    public static int[] ThreadCounts => [.. Enumerable.Range(0, 31).Select(power => 1 << power).TakeWhile(threads => threads <= Environment.ProcessorCount)];
}
