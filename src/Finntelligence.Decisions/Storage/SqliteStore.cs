using System.Data.Common;
using Dapper;
using Finntelligence.Decisions.Records;
using Finntelligence.Foundation.Faults;
using Microsoft.Data.Sqlite;

namespace Finntelligence.Decisions.Storage;

/// <summary>
/// A decision log in one file, with its write-ahead log beside it. A commit is on the disk before it returns (synchronous = FULL); what is
/// erased is overwritten (secure_delete). Other processes may use the file at the same time; a writer waits its turn.
/// </summary>
public sealed class SqliteStore : DecisionStore
{
    private const int BusySeconds = 10;

    private readonly string _file;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SqliteConnection _writer;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteInsert _insert;
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    private SqliteStore(string file, bool create)
    {
        _file = file;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = BusySeconds,
        }.ToString();
        _writer = Connect();
        try
        {
            // Before anything is in the file: a record fills most of a page of the usual size, and each page is a write of its own.
            _writer.Execute("PRAGMA page_size = 16384");
            _writer.Execute("PRAGMA journal_mode = WAL");
            _begin = Command("BEGIN IMMEDIATE");
            _commit = Command("COMMIT");
            _rollback = Command("ROLLBACK");
            _begin.ExecuteNonQuery();
            Migrations.Run(_writer, new Migrations.Dialect(Bytes: "BLOB", Key: "TEXT", WideRows: ""));
            _commit.ExecuteNonQuery();
            _insert = new SqliteInsert(_writer);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Name => _file;

    /// <summary>Opens the file and brings it to the newest schema.</summary>
    /// <exception cref="DataFaultException">It cannot be written, or is no decision log.</exception>
    public static SqliteStore Open(string file, bool create)
    {
        try
        {
            if (create)
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            else if (!File.Exists(file))
                throw new DataFaultException($"There is no decision log {file}.");
            return new SqliteStore(file, create);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DataFaultException($"The decision log {file} cannot be opened for writing: {fault.Message}", fault);
        }
    }

    /// <summary>Lets the file have no more than so many pages: a disk that is full, for tests.</summary>
    internal void LimitPages(int pages) => _writer.Execute($"PRAGMA max_page_count = {pages}");

    /// <summary>Pages of the file.</summary>
    internal int Pages => _writer.ExecuteScalar<int>("PRAGMA page_count");

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<DecisionRecord> records) => Write(records, records, _commit);

    /// <inheritdoc/>
    public override void Rehearse(IReadOnlyList<DecisionRecord> records)
    {
        Write(records, [], _commit);
        Write([], records, _rollback);
    }

    /// <inheritdoc/>
    protected override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => new(Connect());

    /// <inheritdoc/>
    protected override async Task<T> TransactAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var connection = Connect();
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    protected override string Among(string parameter) => $"IN {parameter}";

    // The file's pages are overwritten by secure_delete; what came in lately also stands in the write-ahead log.
    /// <inheritdoc/>
    protected override async Task AfterErasingAsync(CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await connection.ExecuteAsync(new CommandDefinition("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken: cancellationToken));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _insert.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _writer.Dispose();
        // Connections that wait for their next use keep the file open.
        using var pooled = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pooled);
        _writing.Dispose();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // A checkpoint every 64 MB of the write-ahead log: each waits for the disk twice more.
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 4096");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _writer.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    // One transaction: the models that made the first decisions, where they are not kept yet, and the records of the second.
    private void Write(IReadOnlyList<DecisionRecord> decided, IReadOnlyList<DecisionRecord> records, SqliteCommand end)
    {
        _writing.Wait();
        try
        {
            Decider[] deciders = [.. decided.Select(r => r.Decider).DistinctBy(d => d.Id).Where(d => !_kept.Contains(d.Id))];
            _begin.ExecuteNonQuery();
            try
            {
                foreach (var decider in deciders)
                    KeepAsync(decider, _writer, null).GetAwaiter().GetResult();
                foreach (var record in records)
                    _insert.Add(record);
                end.ExecuteNonQuery();
            }
            catch
            {
                Rollback();
                throw;
            }

            _kept.UnionWith(deciders.Select(d => d.Id));
        }
        finally
        {
            _writing.Release();
        }
    }

    // A full disk ends the transaction by itself.
    private void Rollback()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
        }
    }
}
