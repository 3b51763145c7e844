using System.Runtime.InteropServices;
using Finntelligence.Decisions.Records;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Finntelligence.Decisions.Storage;

/// <summary>
/// Adds records within a transaction by one statement that is compiled once. It binds the records' own bytes: as parameters of ADO.NET
/// every text would become UTF-16 and back. Used by one thread at a time.
/// </summary>
internal sealed class SqliteInsert : IDisposable
{
    private const int IdLength = 36;

    private const string Sql =
        """
        INSERT INTO decisions (id, at, endpoint, decider, decision, applicant, caller, request, features, answer, figures, policy, propensity, latency)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">Open, and so until the end of this.</param>
    public SqliteInsert(SqliteConnection connection)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, Sql, out _statement));
    }

    /// <exception cref="SqliteException">It was not added.</exception>
    public void Add(DecisionRecord record)
    {
        Span<byte> id = stackalloc byte[IdLength];
        record.Id.TryFormat(id, out _);
        Text(1, id);
        Check(raw.sqlite3_bind_int64(_statement, 2, Moments.Of(record.At)));
        Text(3, record.Endpoint);
        Text(4, record.Decider.Id);
        Text(5, record.Decision);
        Text(6, record.Applicant);
        Text(7, record.Caller);
        Text(8, record.Request.Span);
        Check(raw.sqlite3_bind_blob(_statement, 9, MemoryMarshal.AsBytes(record.Features.AsSpan())));
        Text(10, record.Answer.Span);
        Text(11, record.Figures.Span);
        Text(12, record.Policy);
        Check(raw.sqlite3_bind_double(_statement, 13, record.Propensity));
        Check(raw.sqlite3_bind_int64(_statement, 14, (long)record.Latency.TotalMicroseconds));
        var result = raw.sqlite3_step(_statement);
        // It says again what went wrong.
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
    }

    public void Dispose() => _statement.Dispose();

    private void Text(int position, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(_statement, position, utf8));

    private void Text(int position, string? text) =>
        Check(text is null ? raw.sqlite3_bind_null(_statement, position) : raw.sqlite3_bind_text(_statement, position, text));

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
