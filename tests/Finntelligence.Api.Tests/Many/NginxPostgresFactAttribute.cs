using Finntelligence.Decisions.Tests.Support;

namespace Finntelligence.Api.Tests.Many;

/// <summary>A test that needs nginx and a PostgreSQL server; reported as skipped where either is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NginxPostgresFactAttribute : FactAttribute
{
    public NginxPostgresFactAttribute()
    {
        if (Nginx is null)
            Skip = "nginx is not installed (Debian: nginx).";
        else if (PostgresFactAttribute.Server is null)
            Skip = $"{PostgresFactAttribute.Variable} names no PostgreSQL server.";
    }

    /// <summary>The program; null where it is not installed.</summary>
    public static string? Nginx { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);
}
