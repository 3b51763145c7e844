namespace Finntelligence.Decisions.Tests.Support;

/// <summary>
/// A fact about a real PostgreSQL. It is reported as skipped, never as passed, where there is none: set FINNTELLIGENCE_POSTGRES to the
/// connection string of a server on which databases may be made.
/// </summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public const string Variable = "FINNTELLIGENCE_POSTGRES";

    public PostgresFactAttribute()
    {
        if (Server is null)
            Skip = $"{Variable} names no PostgreSQL server.";
    }

    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;
}
