using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Decisions.Writing;

namespace Finntelligence.Decisions.Tests.Writing;

public sealed class DecisionLogTests : IDisposable
{
    private readonly TestLog _place = TestLog.Sqlite();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Whoever_was_told_finds_his_record()
    {
        using (var log = Open(LogMode.Required))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var record = TestRecords.Make((caller * 50) + i);
                    await log.AppendAsync(record);
                    (await log.Store.FindAsync(record.Id, default)).ShouldNotBeNull();
                }
            })));
            log.Written.ShouldBe(400);
        }

        (await CountAsync()).ShouldBe(400);
    }

    [Theory]
    [InlineData(LogMode.Required)]
    [InlineData(LogMode.BestEffort)]
    public async Task A_rehearsal_goes_the_whole_way_and_leaves_what_decided_but_no_record(LogMode mode)
    {
        var record = TestRecords.Make();
        using var log = Open(mode);
        await log.RehearseAsync(record);

        (await log.Store.ArtifactAsync(record.Decider.Risk.Sha256, default)).ShouldNotBeNull();
        (await CountAsync()).ShouldBe(0);
        (log.Written, log.Lost, log.Refused).ShouldBe((0, 0, 0));

        await log.AppendAsync(record);
        await log.AppendAsync([], default);
        await log.RehearseAsync(TestRecords.Make(1));
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_rehearsal_that_cannot_be_written_says_so_and_is_not_counted()
    {
        var faults = 0;
        using var store = SqliteStore.Open(_place.Place.File, create: true);
        using var log = new DecisionLog(store, LogMode.Required, 64, _ => faults++);
        store.LimitPages(store.Pages);

        await Should.ThrowAsync<NotRecordedException>(() => log.RehearseAsync(TestRecords.Make()));

        (faults, log.Fault, log.Refused).ShouldBe((0, null, 0));
    }

    [Fact]
    public async Task A_full_disk_loses_no_record_that_was_told_and_tells_of_no_other()
    {
        var faults = 0;
        var recovered = 0;
        using var store = SqliteStore.Open(_place.Place.File, create: true);
        using var log = new DecisionLog(store, LogMode.Required, 64, _ => faults++, () => recovered++);
        await log.AppendAsync(TestRecords.Make());
        store.LimitPages(store.Pages + 20);
        var kept = new List<Guid>();
        var refused = new List<Guid>();
        for (var i = 1; refused.Count < 20; i++)
        {
            var record = TestRecords.Make(i);
            try
            {
                await log.AppendAsync(record);
                kept.Add(record.Id);
            }
            catch (NotRecordedException)
            {
                refused.Add(record.Id);
            }
        }

        kept.ShouldNotBeEmpty();
        log.Fault.ShouldNotBeNull();
        faults.ShouldBe(1);
        foreach (var id in kept)
            (await store.FindAsync(id, default)).ShouldNotBeNull();
        foreach (var id in refused)
            (await store.FindAsync(id, default)).ShouldBeNull();

        store.LimitPages(1_000_000);
        await log.AppendAsync(TestRecords.Make(10_000));
        log.Fault.ShouldBeNull();
        recovered.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_what_waits_is_kept()
    {
        var store = new HeldStore();
        using var log = new DecisionLog(store, LogMode.Required, 2);
        var first = log.AppendAsync(TestRecords.Make());
        await store.Writing.WaitAsync(TimeSpan.FromSeconds(30));
        var waiting = new[] { log.AppendAsync(TestRecords.Make(1)), log.AppendAsync(TestRecords.Make(2)) };

        await Should.ThrowAsync<NotRecordedException>(() => log.AppendAsync(TestRecords.Make(3)));
        log.Refused.ShouldBe(1);
        log.QueueDepth.ShouldBe(2);
        first.IsCompleted.ShouldBeFalse();

        store.Release();
        await Task.WhenAll([first, .. waiting]);
        store.Kept.ShouldBe(3);
    }

    [Fact]
    public async Task Best_effort_waits_for_nothing_and_counts_what_it_lost()
    {
        var store = new HeldStore();
        var log = new DecisionLog(store, LogMode.BestEffort, 1);
        await log.AppendAsync(TestRecords.Make());
        await store.Writing.WaitAsync(TimeSpan.FromSeconds(30));
        await log.AppendAsync(TestRecords.Make(1));
        await log.AppendAsync(TestRecords.Make(2));
        log.Lost.ShouldBe(1);

        store.Release();
        // What waits is written before the end.
        log.Dispose();
        store.Kept.ShouldBe(2);
        log.Written.ShouldBe(2);
    }

    private DecisionLog Open(LogMode mode) => new(_place.Place.Open(create: true), mode, 1024);

    private async Task<int> CountAsync()
    {
        using var store = _place.Place.Open(create: false);
        return await store.ReadAsync(null, null, default).CountAsync();
    }

    /// <summary>A store that writes when it is told to.</summary>
    private sealed class HeldStore : DecisionStore
    {
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Writing => _writing.Task;

        public int Kept { get; private set; }

        public override string Name => "held";

        public void Release() => _release.SetResult();

        public override void Write(IReadOnlyList<DecisionRecord> records)
        {
            _writing.TrySetResult();
            _release.Task.Wait();
            Kept += records.Count;
        }

        public override void Rehearse(IReadOnlyList<DecisionRecord> records) => throw new NotSupportedException();

        protected override ValueTask<System.Data.Common.DbConnection> OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override Task<T> TransactAsync<T>(
            Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task<T>> work, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override string Among(string parameter) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }
}
