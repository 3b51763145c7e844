using System.Collections.Concurrent;
using System.Data.Common;
using Finntelligence.Decisions.Records;
using Finntelligence.Foundation.Faults;
using Npgsql;
using NpgsqlTypes;

namespace Finntelligence.Decisions.Storage;

/// <summary>A decision log in PostgreSQL, which any number of services may share. Records come in by COPY.</summary>
public sealed class PostgresStore : DecisionStore
{
    // Of ours alone; two services that start at once take turns.
    private const long MigrationLock = 0x46494E4E_4C4F47;

    private const string CopyRecords =
        """
        COPY decisions (id, at, endpoint, decider, decision, applicant, caller, request, features, answer, figures, policy, propensity, latency)
        FROM STDIN (FORMAT BINARY)
        """;

    private const int WriteBuffer = 512 * 1024;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 10;

    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentDictionary<string, bool> _kept = new(StringComparer.Ordinal);

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
        // A group of records goes out at once, and not in pieces of 8 kB.
        settings.WriteBufferSize = Math.Max(settings.WriteBufferSize, WriteBuffer);
        // Nothing here changes a session, and to put one back would be a command more for each group.
        settings.NoResetOnClose = true;
        var name = $"{settings.Database} in PostgreSQL at {settings.Host}:{settings.Port}";
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            using var connection = source.OpenConnection();
            using var transaction = connection.BeginTransaction();
            using (var turn = new NpgsqlCommand("SELECT pg_advisory_xact_lock(@key)", connection, transaction) { Parameters = { new("key", MigrationLock) } })
                turn.ExecuteNonQuery();
            // A row that would be compressed from 2 kB on is kept as it is.
            Migrations.Run(connection, new Migrations.Dialect(Bytes: "BYTEA", Key: "TEXT COLLATE \"C\"", WideRows: "WITH (toast_tuple_target = 8160)"));
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
    public override void Write(IReadOnlyList<DecisionRecord> records)
    {
        using var connection = _source.OpenConnection();
        KeepDeciders(records, connection);
        Copy(records, connection);
    }

    /// <inheritdoc/>
    public override void Rehearse(IReadOnlyList<DecisionRecord> records)
    {
        using var connection = _source.OpenConnection();
        KeepDeciders(records, connection);
        using var transaction = connection.BeginTransaction();
        Copy(records, connection);
        transaction.Rollback();
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

    // What decided may stand there without a decision of it, but not the other way round.
    private void KeepDeciders(IReadOnlyList<DecisionRecord> records, NpgsqlConnection connection)
    {
        foreach (var decider in records.Select(r => r.Decider).DistinctBy(d => d.Id).Where(d => !_kept.ContainsKey(d.Id)).ToArray())
            KeepAsync(decider, connection, CancellationToken.None).GetAwaiter().GetResult();
    }

    private async Task KeepAsync(Decider decider, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await KeepAsync(decider, connection, transaction);
        await transaction.CommitAsync(cancellationToken);
        _kept[decider.Id] = true;
    }

    // A transaction by itself where there is none. The server puts what is copied into whole pages and logs those, where it logs inserted rows
    // one by one.
    private static void Copy(IReadOnlyList<DecisionRecord> records, NpgsqlConnection connection)
    {
        using var copy = connection.BeginBinaryImport(CopyRecords);
        foreach (var record in records)
            Add(copy, record);
        copy.Complete();
    }

    // Into the buffer of the connection, which is sent when it is full: waiting for each value would cost more than the value.
    private static void Add(NpgsqlBinaryImporter copy, DecisionRecord record)
    {
        copy.StartRow();
        copy.Write(record.Id.ToString(), NpgsqlDbType.Text);
        copy.Write(Moments.Of(record.At), NpgsqlDbType.Bigint);
        copy.Write(record.Endpoint, NpgsqlDbType.Text);
        copy.Write(record.Decider.Id, NpgsqlDbType.Text);
        copy.Write(record.Decision, NpgsqlDbType.Text);
        Text(copy, record.Applicant);
        Text(copy, record.Caller);
        copy.Write(record.Request, NpgsqlDbType.Text);
        copy.Write(FeatureBytes(record), NpgsqlDbType.Bytea);
        copy.Write(record.Answer, NpgsqlDbType.Text);
        copy.Write(record.Figures, NpgsqlDbType.Text);
        copy.Write(record.Policy, NpgsqlDbType.Text);
        copy.Write(record.Propensity, NpgsqlDbType.Double);
        copy.Write((long)record.Latency.TotalMicroseconds, NpgsqlDbType.Bigint);
    }

    private static void Text(NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null)
            copy.WriteNull();
        else
            copy.Write(value, NpgsqlDbType.Text);
    }
}
