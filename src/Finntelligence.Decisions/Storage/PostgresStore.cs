using System.Data.Common;
using System.Text;
using Finntelligence.Decisions.Records;
using Finntelligence.Foundation.Faults;
using Npgsql;
using NpgsqlTypes;

namespace Finntelligence.Decisions.Storage;

/// <summary>A decision log in PostgreSQL, which any number of services may share. Records come in by binary copy, a transaction at a time.</summary>
public sealed class PostgresStore : DecisionStore
{
    // Of ours alone; two services that start at once take turns.
    private const long MigrationLock = 0x46494E4E_4C4F47;

    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    private readonly NpgsqlDataSource _source;
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    private PostgresStore(NpgsqlDataSource source, string name)
    {
        _source = source;
        Name = name;
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Connects and brings the database to the newest schema.</summary>
    /// <exception cref="ServerFaultException">It does not answer or refuses.</exception>
    /// <exception cref="DataFaultException">The connection string is none.</exception>
    public static PostgresStore Open(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "Finntelligence" };
        }
        catch (ArgumentException)
        {
            // What is wrong with it may be its password.
            throw new DataFaultException("The connection string of the decision log is none of PostgreSQL. Write it as Host=…;Database=…;Username=…;Password=….");
        }

        // Unless the string says otherwise: a client waits for its answer meanwhile.
        if (!settings.ContainsKey("Timeout") || settings.Timeout == 15)
            settings.Timeout = ConnectSeconds;
        if (settings.CommandTimeout == 30)
            settings.CommandTimeout = CommandSeconds;
        var name = $"{settings.Database} in PostgreSQL at {settings.Host}:{settings.Port}";
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            using var connection = source.OpenConnection();
            using var transaction = connection.BeginTransaction();
            using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@key)", connection, transaction) { Parameters = { new("key", MigrationLock) } })
                turn.ExecuteNonQuery();
            Migrations.Run(connection, "BYTEA");
            transaction.Commit();
            return new PostgresStore(source, name);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            source.Dispose();
            throw new ServerFaultException($"The decision log {name} cannot be opened: {fault.Message}", fault);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(IReadOnlyList<DecisionRecord> records, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Decider[] deciders = [.. records.Select(r => r.Decider).DistinctBy(d => d.Id).Where(d => !_kept.Contains(d.Id))];
        foreach (var decider in deciders)
            await KeepAsync(decider, connection, transaction);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY decisions (id, at, endpoint, decider, decision, applicant, caller, request, features, answer, figures, policy, propensity, latency) "
            + "FROM STDIN (FORMAT BINARY)", cancellationToken))
        {
            foreach (var record in records)
                await AddAsync(copy, record, cancellationToken);
            await copy.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        _kept.UnionWith(deciders.Select(d => d.Id));
    }

    /// <inheritdoc/>
    protected override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<T> TransactAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <inheritdoc/>
    protected override string Among(string parameter) => $"= ANY({parameter})";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
    }

    private static async Task AddAsync(NpgsqlBinaryImporter copy, DecisionRecord record, CancellationToken cancellationToken)
    {
        await copy.StartRowAsync(cancellationToken);
        await Text(record.Id.ToString());
        await copy.WriteAsync(Moments.Of(record.At), NpgsqlDbType.Bigint, cancellationToken);
        await Text(record.Endpoint);
        await Text(record.Decider.Id);
        await Text(record.Decision);
        await Text(record.Applicant);
        await Text(record.Caller);
        await Text(Encoding.UTF8.GetString(record.Request.Span));
        await copy.WriteAsync(FeatureBytes(record), NpgsqlDbType.Bytea, cancellationToken);
        await Text(Encoding.UTF8.GetString(record.Answer.Span));
        await Text(Encoding.UTF8.GetString(record.Figures.Span));
        await Text(record.Policy);
        await copy.WriteAsync(record.Propensity, NpgsqlDbType.Double, cancellationToken);
        await copy.WriteAsync((long)record.Latency.TotalMicroseconds, NpgsqlDbType.Bigint, cancellationToken);

        Task Text(string? value) =>
            value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);
    }
}
