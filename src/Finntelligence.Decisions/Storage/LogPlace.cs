namespace Finntelligence.Decisions.Storage;

/// <summary>Where a decision log lies.</summary>
/// <param name="File">Full path of the SQLite file.</param>
/// <param name="ConnectionString">Of PostgreSQL, which is then used instead; null or empty for the file.</param>
public sealed record LogPlace(string File, string? ConnectionString)
{
    /// <summary>Name of the file unless the settings say otherwise, within the folder that holds data/ and models/.</summary>
    public static string DefaultFile { get; } = Path.Combine("var", "decisions.db");

    /// <summary>Opens the log and brings it to the newest schema.</summary>
    /// <param name="create">Whether a file that is not there is made.</param>
    /// <exception cref="Finntelligence.Foundation.Faults.UserFaultException">It cannot be opened or written; the message says what to do.</exception>
    public DecisionStore Open(bool create) => ConnectionString is { Length: > 0 } connection
        ? PostgresStore.Open(connection)
        : SqliteStore.Open(File, create);
}
