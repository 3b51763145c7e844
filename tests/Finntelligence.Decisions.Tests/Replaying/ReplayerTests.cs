using System.Text;
using Finntelligence.Decisions.Replaying;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Foundation.Faults;
using Microsoft.Data.Sqlite;

namespace Finntelligence.Decisions.Tests.Replaying;

public sealed class ReplayerTests : IDisposable
{
    private readonly TestLog _log = TestLog.Sqlite();
    private readonly DecisionStore _store;

    public ReplayerTests() => _store = _log.Place.Open(create: true);

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Decides_again_out_of_the_log_alone_to_the_bit()
    {
        var record = TestRecords.Make(7);
        await _store.WriteAsync([record], default);

        var replay = await new Replayer(_store).ReplayAsync((await _store.FindAsync(record.Id, default))!, default);

        replay.FeaturesEqual.ShouldBeTrue();
        replay.FiguresEqual.ShouldBeTrue();
        replay.Decision.Offer.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_figure_or_a_feature_that_was_touched_is_seen()
    {
        var record = TestRecords.Make(7);
        var figures = Encoding.UTF8.GetString(record.Figures.Span).Replace("\"months\":4", "\"months\":6", StringComparison.Ordinal);
        var touched = record with { Figures = Encoding.UTF8.GetBytes(figures), Features = record.Features.SetItem(1, 3208) };
        await _store.WriteAsync([touched], default);

        var replay = await new Replayer(_store).ReplayAsync((await _store.FindAsync(record.Id, default))!, default);

        replay.FeaturesEqual.ShouldBeFalse();
        replay.FiguresEqual.ShouldBeFalse();
    }

    [Fact]
    public async Task A_model_that_is_damaged_in_the_log_is_named_and_nothing_decided()
    {
        var record = TestRecords.Make();
        await _store.WriteAsync([record], default);
        await using (var connection = new SqliteConnection($"Data Source={_log.Place.File};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE artifacts SET bytes = x'00' WHERE sha256 = '{record.Decider.Risk.Sha256}'";
            command.ExecuteNonQuery();
        }

        var decision = (await _store.FindAsync(record.Id, default))!;
        (await Should.ThrowAsync<DataFaultException>(() => new Replayer(_store).ReplayAsync(decision, default))).Message.ShouldContain(record.Decider.Risk.Sha256);
    }
}
