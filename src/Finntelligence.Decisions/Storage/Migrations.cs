using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Decisions.Storage;

/// <summary>Brings a database to the newest schema: the numbered scripts, each once and all in one transaction.</summary>
internal static class Migrations
{
    private static readonly ImmutableArray<(int Version, string Sql)> All = Read();

    /// <summary>The schema that this program writes.</summary>
    public static int Newest => All[^1].Version;

    /// <summary>Runs what has not run yet.</summary>
    /// <param name="connection">Within a transaction that no other process can be in at the same time.</param>
    /// <param name="words">What the scripts leave open.</param>
    /// <exception cref="DataFaultException">A newer program wrote the database.</exception>
    public static void Run(DbConnection connection, Dialect words)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY)");
        var done = connection.ExecuteScalar<long?>("SELECT MAX(version) FROM migrations") ?? 0;
        if (done > Newest)
            throw new DataFaultException(
                $"The decision log has schema {done}, and this program knows schemas up to {Newest}. Start the newer program, or restore a backup from before it.");
        foreach (var (version, sql) in All.Where(m => m.Version > done))
        {
            connection.Execute(words.In(sql));
            connection.Execute("INSERT INTO migrations (version) VALUES (@version)", new { version = (long)version });
        }
    }

    private static ImmutableArray<(int, string)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (int.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture), reader.ReadToEnd());
            }),
        ];
    }

    /// <summary>What the two databases say differently in a script.</summary>
    /// <param name="Bytes">The type of a column of bytes.</param>
    /// <param name="Key">The type of a text that identifies, which is compared byte by byte.</param>
    /// <param name="WideRows">What must be said of a table whose rows are some kilobytes.</param>
    public sealed record Dialect(string Bytes, string Key, string WideRows)
    {
        public string In(string sql) => sql
            .Replace("{bytes}", Bytes, StringComparison.Ordinal)
            .Replace("{key}", Key, StringComparison.Ordinal)
            .Replace("{wide}", WideRows, StringComparison.Ordinal);
    }
}
