namespace Finntelligence.Training.Tests.Commands.Portfolios;

/// <summary>A test that needs GNU parallel; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GnuParallelTheoryAttribute : TheoryAttribute
{
    public GnuParallelTheoryAttribute()
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "parallel"))))
            Skip = "GNU parallel is not installed (Debian: parallel).";
    }
}
