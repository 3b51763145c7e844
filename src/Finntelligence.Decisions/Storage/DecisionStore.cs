using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;

namespace Finntelligence.Decisions.Storage;

/// <summary>
/// The tables of a decision log. One schema and one set of queries for both databases; they differ in how they are opened, locked and
/// written in bulk. Reading is safe for any number of threads.
/// </summary>
public abstract class DecisionStore : IDisposable
{
    private const string Columns =
        """
        SELECT d.id AS Id, d.at AS At, d.endpoint AS Endpoint, d.decider AS DeciderId, d.decision AS Decision, d.applicant AS Applicant,
               d.caller AS Caller, d.request AS Request, d.features AS Features, d.answer AS Answer, d.figures AS Figures, d.policy AS Policy,
               d.propensity AS Propensity, d.latency AS Latency, d.erased AS Erased, w.product AS Product, w.product_sha256 AS ProductSha256,
               w.risk_version AS RiskVersion, w.risk_sha256 AS RiskSha256, w.acceptance_version AS AcceptanceVersion,
               w.acceptance_sha256 AS AcceptanceSha256, w.service AS Service, w.rate_card_version AS RateCardVersion,
               w.rate_card_sha256 AS RateCardSha256
        FROM decisions d JOIN deciders w ON w.id = d.decider
        """;

    private const string OutcomeColumns =
        """
        SELECT id AS Id, decision AS Decision, outcome AS Outcome, at AS At, received AS Received, amount AS Amount, days AS Days,
               corrects AS Corrects, caller AS Caller
        FROM outcomes
        """;

    /// <summary>The place, for a person; never with a password.</summary>
    public abstract string Name { get; }

    /// <summary>A connection of its own, to be disposed of.</summary>
    protected abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps records, all or none; they are durable when it returns. Called by one thread at a time, which waits for the disk: a log has one of its own
    /// for that.
    /// </summary>
    /// <exception cref="DbException">They are not.</exception>
    public abstract void Write(IReadOnlyList<DecisionRecord> records);

    /// <summary>The same on a thread of the pool.</summary>
    /// <inheritdoc cref="Write"/>
    public Task WriteAsync(IReadOnlyList<DecisionRecord> records, CancellationToken cancellationToken) => Task.Run(() => Write(records), cancellationToken);

    /// <summary>
    /// Keeps what decided, then goes the way of <see cref="Write"/> up to its end and takes the records back, so that the first of a pair of models waits for
    /// nothing that need not be done then. On any thread, at the same time as others write.
    /// </summary>
    /// <exception cref="DbException">They cannot be written.</exception>
    public abstract void Rehearse(IReadOnlyList<DecisionRecord> records);

    /// <summary>Does work within one write transaction, which is durable when it returns.</summary>
    protected abstract Task<T> TransactAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>The decision; null when there is none of that id.</summary>
    public async Task<StoredDecision?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<StoredDecision>(
            new CommandDefinition($"{Columns} WHERE d.id = @id", new { id = id.ToString() }, cancellationToken: cancellationToken));
    }

    /// <summary>Decisions in the order in which they were made.</summary>
    /// <param name="from">At or after; null for the first.</param>
    /// <param name="until">Before; null for the last.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public async IAsyncEnumerable<StoredDecision> ReadAsync(
        DateTimeOffset? from, DateTimeOffset? until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var range = new { from = from is { } f ? Moments.Of(f) : long.MinValue, until = until is { } u ? Moments.Of(u) : long.MaxValue };
        var rows = connection.QueryUnbufferedAsync<StoredDecision>($"{Columns} WHERE d.at >= @from AND d.at < @until ORDER BY d.at, d.id", range);
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>Everything that was reported about decisions, in the order of the events' own times.</summary>
    public async Task<ILookup<string, OutcomeEvent>> OutcomesAsync(IReadOnlyCollection<string> decisions, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var events = await connection.QueryAsync<OutcomeEvent>(new CommandDefinition(
            $"{OutcomeColumns} WHERE decision IN @decisions ORDER BY at, received, id".Replace(
                "IN @decisions", Among("@decisions"), StringComparison.Ordinal),
            new { decisions = decisions.ToArray() }, cancellationToken: cancellationToken));
        return events.ToLookup(e => e.Decision, StringComparer.Ordinal);
    }

    /// <summary>Decisions of a product whose offers were chosen by a policy, in the order in which they were made.</summary>
    /// <param name="product">Of which product.</param>
    /// <param name="policy">How its name begins.</param>
    /// <param name="from">At or after.</param>
    /// <param name="cancellationToken">Stops between decisions.</param>
    public async IAsyncEnumerable<ChosenDecision> ChosenByAsync(
        string product, string policy, DateTimeOffset from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var rows = connection.QueryUnbufferedAsync<ChosenDecision>(
            """
            SELECT d.id AS Id, d.at AS At, d.policy AS Policy, d.figures AS Figures
            FROM decisions d JOIN deciders w ON w.id = d.decider
            WHERE d.at >= @from AND w.product = @product AND d.policy LIKE @policy
            ORDER BY d.at, d.id
            """,
            new { from = Moments.Of(from), product, policy = policy + "%" });
        await foreach (var row in rows.WithCancellation(cancellationToken))
            yield return row;
    }

    /// <summary>Keeps what was decided beside decisions; all of it is durable when it returns. What is there already stays.</summary>
    public Task WriteAsync(IReadOnlyList<ShadowRecord> records, CancellationToken cancellationToken) => TransactAsync(
        async (connection, transaction) =>
        {
            foreach (var decider in records.Select(r => r.Decider).DistinctBy(d => d.Id))
            {
                var known = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM deciders WHERE id = @Id", new { decider.Id }, transaction);
                if (known == 0)
                    await KeepAsync(decider, connection, transaction);
            }

            return await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO shadows (decision, policy, decider, at, figures) VALUES (@decision, @policy, @decider, @at, @figures) ON CONFLICT DO NOTHING",
                records.Select(r => new
                {
                    decision = r.Decision.ToString(),
                    policy = r.Policy,
                    decider = r.Decider.Id,
                    at = Moments.Of(r.At),
                    figures = System.Text.Encoding.UTF8.GetString(r.Figures.Span),
                }),
                transaction, cancellationToken: cancellationToken));
        },
        cancellationToken);

    /// <summary>What was decided beside decisions, by policy.</summary>
    public async Task<ILookup<string, StoredShadow>> ShadowsAsync(IReadOnlyCollection<string> decisions, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var shadows = await connection.QueryAsync<StoredShadow>(new CommandDefinition(
            $"""
            SELECT s.decision AS Decision, s.policy AS Policy, s.at AS At, s.figures AS Figures, w.risk_version AS RiskVersion, w.risk_sha256 AS RiskSha256,
                   w.acceptance_version AS AcceptanceVersion, w.acceptance_sha256 AS AcceptanceSha256
            FROM shadows s JOIN deciders w ON w.id = s.decider
            WHERE s.decision {Among("@decisions")} ORDER BY s.policy
            """,
            new { decisions = decisions.ToArray() }, cancellationToken: cancellationToken));
        return shadows.ToLookup(s => s.Decision, StringComparer.Ordinal);
    }

    /// <summary>The bytes of a model or a product that decided; null when the log has none of that hash.</summary>
    public async Task<byte[]?> ArtifactAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<byte[]>(
            new CommandDefinition("SELECT bytes FROM artifacts WHERE sha256 = @sha256", new { sha256 }, cancellationToken: cancellationToken));
    }

    /// <summary>The sha256 of product.json as it was at the latest decision; null when the product never decided.</summary>
    public async Task<string?> LatestProductAsync(string product, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition(
            """
            SELECT w.product_sha256 FROM decisions d JOIN deciders w ON w.id = d.decider
            WHERE w.product = @product ORDER BY d.at DESC, d.id DESC LIMIT 1
            """,
            new { product }, cancellationToken: cancellationToken));
    }

    /// <summary>Keeps events, those that can be; all of them are durable when it returns.</summary>
    /// <returns>What came of each, in order.</returns>
    public Task<OutcomeResult[]> RecordAsync(IReadOnlyList<OutcomeEvent> events, CancellationToken cancellationToken) =>
        TransactAsync(
            async (connection, transaction) =>
            {
                var known = (await connection.QueryAsync<string>(new CommandDefinition(
                    $"SELECT id FROM decisions WHERE id {Among("@ids")}",
                    new { ids = events.Select(e => e.Decision).Distinct().ToArray() }, transaction, cancellationToken: cancellationToken))).ToHashSet();
                var results = new OutcomeResult[events.Count];
                for (var i = 0; i < results.Length; i++)
                    results[i] = known.Contains(events[i].Decision) ? await RecordAsync(connection, transaction, events[i], cancellationToken) : OutcomeResult.UnknownDecision;
                return results;
            },
            cancellationToken);

    /// <summary>Erases what is the applicant's in the decisions that a client named so; the rest stays.</summary>
    /// <returns>How many decisions.</returns>
    public Task<int> ForgetAsync(string applicant, DateTimeOffset now, CancellationToken cancellationToken) =>
        EraseAsync("applicant = @applicant", new { applicant, now = Moments.Of(now) }, cancellationToken);

    /// <summary>Erases what is the applicant's in one decision; the rest stays.</summary>
    /// <returns>1, or 0 if there is none or it was erased before.</returns>
    public Task<int> ForgetAsync(Guid decision, DateTimeOffset now, CancellationToken cancellationToken) =>
        EraseAsync("id = @id", new { id = decision.ToString(), now = Moments.Of(now) }, cancellationToken);

    /// <summary>Erases what is the applicants' in all decisions before a time; the rest stays.</summary>
    /// <returns>How many decisions.</returns>
    public Task<int> PurgeAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken) =>
        EraseAsync("at < @before", new { before = Moments.Of(before), now = Moments.Of(now) }, cancellationToken);

    /// <summary>Writes something that means nothing, as durably as a record.</summary>
    /// <exception cref="DbException">The database does not answer, or takes no writes.</exception>
    public Task TryWritingAsync(CancellationToken cancellationToken) => TransactAsync(
        (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
            "UPDATE probe SET tries = tries + 1 WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM decisions LIMIT 1) some) >= 0", transaction: transaction, cancellationToken: cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>How the database asks whether a text is among those of a parameter.</summary>
    protected abstract string Among(string parameter);

    /// <summary>Does what makes erased data unreadable in the database's files.</summary>
    protected virtual Task AfterErasingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The bytes of the features as they are kept.</summary>
    protected static byte[] FeatureBytes(DecisionRecord record) => MemoryMarshal.AsBytes(record.Features.AsSpan()).ToArray();

    /// <summary>Keeps what decided, unless it is there. A few rows and seldom.</summary>
    protected static async Task KeepAsync(Decider decider, DbConnection connection, DbTransaction? transaction)
    {
        List<(string Sha256, ReadOnlyMemory<byte> Bytes)> artifacts =
            [(decider.ProductSha256, decider.ProductJson), (decider.Risk.Sha256, decider.Risk.Zip), (decider.Acceptance.Sha256, decider.Acceptance.Zip)];
        if (decider.RateCard is { } card)
            artifacts.Add((card.Sha256, card.Zip));
        foreach (var (sha256, bytes) in artifacts)
        {
            connection.Execute(
                "INSERT INTO artifacts (sha256, bytes) VALUES (@sha256, @bytes) ON CONFLICT DO NOTHING", new { sha256, bytes = bytes.ToArray() }, transaction);
        }

        await connection.ExecuteAsync(
            """
            INSERT INTO deciders (id, product, product_sha256, risk_version, risk_sha256, acceptance_version, acceptance_sha256, service,
                                  rate_card_version, rate_card_sha256)
            VALUES (@Id, @Product, @ProductSha256, @riskVersion, @riskSha256, @acceptanceVersion, @acceptanceSha256, @Service, @rateCardVersion,
                    @rateCardSha256)
            ON CONFLICT DO NOTHING
            """,
            new
            {
                decider.Id,
                decider.Product,
                decider.ProductSha256,
                riskVersion = decider.Risk.Version,
                riskSha256 = decider.Risk.Sha256,
                acceptanceVersion = decider.Acceptance.Version,
                acceptanceSha256 = decider.Acceptance.Sha256,
                decider.Service,
                rateCardVersion = decider.RateCard?.Version,
                rateCardSha256 = decider.RateCard?.Sha256,
            },
            transaction);
    }

    private async Task<OutcomeResult> RecordAsync(DbConnection connection, DbTransaction transaction, OutcomeEvent one, CancellationToken cancellationToken)
    {
        var inserted = await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO outcomes (id, decision, outcome, at, received, amount, days, corrects, caller)
            VALUES (@Id, @Decision, @Outcome, @At, @Received, @Amount, @Days, @Corrects, @Caller)
            ON CONFLICT DO NOTHING
            """,
            one, transaction, cancellationToken: cancellationToken));
        if (inserted > 0)
            return OutcomeResult.Recorded;
        var before = await connection.QuerySingleAsync<OutcomeEvent>(
            new CommandDefinition($"{OutcomeColumns} WHERE id = @Id", new { one.Id }, transaction, cancellationToken: cancellationToken));
        return before.SaysTheSameAs(one) ? OutcomeResult.Known : OutcomeResult.Conflict;
    }

    private async Task<int> EraseAsync(string which, object parameters, CancellationToken cancellationToken)
    {
        var erased = await TransactAsync(
            (connection, transaction) => connection.ExecuteAsync(new CommandDefinition(
                $"UPDATE decisions SET applicant = NULL, request = NULL, features = NULL, answer = NULL, erased = @now WHERE erased IS NULL AND {which}",
                parameters, transaction, cancellationToken: cancellationToken)),
            cancellationToken);
        await AfterErasingAsync(cancellationToken);
        return erased;
    }
}
