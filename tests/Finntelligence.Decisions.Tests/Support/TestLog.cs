using Finntelligence.Decisions.Storage;
using Npgsql;

namespace Finntelligence.Decisions.Tests.Support;

/// <summary>A database of a test's own, gone afterwards.</summary>
internal sealed class TestLog : IDisposable
{
    private readonly TestFolder? _folder;
    private readonly string? _database;

    private TestLog(TestFolder folder)
    {
        _folder = folder;
        Place = new LogPlace(folder.File("var/decisions.db"), null);
    }

    private TestLog(string database)
    {
        _database = database;
        Place = new LogPlace("", new NpgsqlConnectionStringBuilder(PostgresFactAttribute.Server) { Database = database }.ToString());
    }

    public LogPlace Place { get; }

    public static TestLog Sqlite() => new(new TestFolder());

    public static TestLog Postgres()
    {
        var database = $"finntelligence_{Guid.NewGuid():N}";
        OnServer($"CREATE DATABASE {database}");
        return new TestLog(database);
    }

    public void Dispose()
    {
        _folder?.Dispose();
        if (_database is not null)
            OnServer($"DROP DATABASE {_database} WITH (FORCE)");
    }

    private static void OnServer(string sql)
    {
        using var source = NpgsqlDataSource.Create(PostgresFactAttribute.Server!);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
