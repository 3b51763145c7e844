using System.Text;
using Finntelligence.Decisions.Outcomes;
using Finntelligence.Decisions.Records;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Foundation.Faults;

namespace Finntelligence.Decisions.Tests.Storage;

/// <summary>What every database must do alike.</summary>
internal static class StoreContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task Keeps_every_part_of_a_record(TestLog log)
    {
        var record = TestRecords.Make(applicant: "A-17");
        using (var store = log.Place.Open(create: true))
            await store.WriteAsync([record, TestRecords.Make(1)], None);

        using var again = log.Place.Open(create: false);
        var found = (await again.FindAsync(record.Id, None)).ShouldNotBeNull();
        found.Id.ShouldBe(record.Id.ToString());
        Moments.Time(found.At).ShouldBe(record.At);
        (found.Endpoint, found.Decision, found.Applicant, found.Caller, found.Policy).ShouldBe(
            ("predict", record.Decision, "A-17", "a caller", "greatestExpectedProfit"));
        found.Request.ShouldBe(Encoding.UTF8.GetString(record.Request.Span));
        found.Answer.ShouldBe(Encoding.UTF8.GetString(record.Answer.Span));
        found.Figures.ShouldBe(Encoding.UTF8.GetString(record.Figures.Span));
        found.FeatureValues.ShouldBe(record.Features);
        (found.Propensity, found.Latency, found.Erased).ShouldBe((1d, 123L, null));
        (found.Product, found.ProductSha256).ShouldBe(("cash-loan", TestRecords.Product.Sha256));
        (found.RiskVersion, found.RiskSha256, found.AcceptanceSha256).ShouldBe(("1", record.Decider.Risk.Sha256, record.Decider.Acceptance.Sha256));
        (await again.ArtifactAsync(found.RiskSha256, None)).ShouldBe(record.Decider.Risk.Zip.ToArray());
        (await again.FindAsync(Guid.NewGuid(), None)).ShouldBeNull();
    }

    public static async Task Keeps_all_records_of_a_write_or_none(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var first = TestRecords.Make();
        await store.WriteAsync([first], None);
        var other = TestRecords.Make(1);

        // An id that is taken fails the write.
        await Should.ThrowAsync<System.Data.Common.DbException>(() => store.WriteAsync([other, first], None));

        (await store.FindAsync(other.Id, None)).ShouldBeNull();
        await store.WriteAsync([other], None);
        (await store.FindAsync(other.Id, None)).ShouldNotBeNull();
    }

    public static async Task Takes_a_rehearsal_back_but_for_what_decided(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var (kept, rehearsed) = (TestRecords.Make(), TestRecords.Make(1));
        await store.WriteAsync([kept], None);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.Rehearse([rehearsed]))));

        (await store.FindAsync(rehearsed.Id, None)).ShouldBeNull();
        (await store.ReadAsync(null, null, None).CountAsync()).ShouldBe(1);
        (await store.ArtifactAsync(rehearsed.Decider.Risk.Sha256, None)).ShouldBe(rehearsed.Decider.Risk.Zip.ToArray());
        await store.WriteAsync([rehearsed], None);
        (await store.FindAsync(rehearsed.Id, None)).ShouldNotBeNull();
    }

    public static async Task Opens_at_once_from_many_sides(TestLog log)
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => log.Place.Open(create: true))));
        await Task.WhenAll(stores.Select((s, i) => Task.Run(() => s.WriteAsync([TestRecords.Make(i)], None))));
        (await stores[0].ReadAsync(null, null, None).CountAsync()).ShouldBe(6);
        foreach (var store in stores)
            store.Dispose();
    }

    public static async Task Reads_decisions_in_order_and_by_time(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        await store.WriteAsync([TestRecords.Make(3), TestRecords.Make(1), TestRecords.Make(2)], None);

        (await store.ReadAsync(null, null, None).Select(d => Moments.Time(d.At)).ToArrayAsync())
            .ShouldBe([TestRecords.Start.AddSeconds(1), TestRecords.Start.AddSeconds(2), TestRecords.Start.AddSeconds(3)]);
        (await store.ReadAsync(TestRecords.Start.AddSeconds(2), TestRecords.Start.AddSeconds(3), None).CountAsync()).ShouldBe(1);
    }

    public static async Task Records_an_event_once_and_refuses_another_of_its_name(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var record = TestRecords.Make();
        await store.WriteAsync([record], None);
        var accepted = Event("e1", record.Id, OutcomeNames.Accepted, 10);

        (await store.RecordAsync([accepted, accepted with { Received = 99, Caller = "another" }], None)).ShouldBe([OutcomeResult.Recorded, OutcomeResult.Known]);
        (await store.RecordAsync(
            [accepted with { Outcome = OutcomeNames.Declined }, Event("e2", Guid.NewGuid(), OutcomeNames.Paid, 20), Event("e3", record.Id, OutcomeNames.PastDue, 5) with { Amount = 12.5, Days = 31, Corrects = "e0" }],
            None)).ShouldBe([OutcomeResult.Conflict, OutcomeResult.UnknownDecision, OutcomeResult.Recorded]);

        var events = (await store.OutcomesAsync([record.Id.ToString()], None))[record.Id.ToString()].ToArray();
        events.Select(e => e.Id).ShouldBe(["e3", "e1"]);
        events[0].ShouldBe(Event("e3", record.Id, OutcomeNames.PastDue, 5) with { Amount = 12.5, Days = 31, Corrects = "e0" });
    }

    public static async Task Erases_the_applicants_part_and_keeps_the_rest(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var (one, two, other) = (TestRecords.Make(1, "A"), TestRecords.Make(2, "A"), TestRecords.Make(3, "B"));
        await store.WriteAsync([one, two, other], None);
        await store.RecordAsync([Event("e", one.Id, OutcomeNames.Accepted, 1)], None);

        (await store.ForgetAsync("A", TestRecords.Start, None)).ShouldBe(2);

        var erased = (await store.FindAsync(one.Id, None)).ShouldNotBeNull();
        (erased.Applicant, erased.Request, erased.Features, erased.Answer).ShouldBe((null, null, null, null));
        erased.Erased.ShouldBe(Moments.Of(TestRecords.Start));
        erased.Figures.ShouldBe(Encoding.UTF8.GetString(one.Figures.Span));
        (await store.OutcomesAsync([erased.Id], None))[erased.Id].Count().ShouldBe(1);
        (await store.FindAsync(other.Id, None))!.Request.ShouldNotBeNull();

        (await store.ForgetAsync("A", TestRecords.Start, None)).ShouldBe(0);
        (await store.ForgetAsync(other.Id, TestRecords.Start, None)).ShouldBe(1);
    }

    public static async Task Purges_what_is_older_than_a_time(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        await store.WriteAsync([TestRecords.Make(1), TestRecords.Make(2), TestRecords.Make(3)], None);

        (await store.PurgeAsync(TestRecords.Start.AddSeconds(3), TestRecords.Start, None)).ShouldBe(2);
        (await store.ReadAsync(null, null, None).Select(d => d.Request is null).ToArrayAsync()).ShouldBe([true, true, false]);
    }

    public static async Task Refuses_a_log_of_a_newer_program(TestLog log, Func<string, Task> execute)
    {
        log.Place.Open(create: true).Dispose();
        await execute("INSERT INTO migrations (version) VALUES (999)");

        Should.Throw<DataFaultException>(() => log.Place.Open(create: false)).Message.ShouldContain("schema 999");
    }

    public static async Task Keeps_what_was_decided_beside_a_decision_and_once(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var (one, other) = (TestRecords.Make(1, "A"), TestRecords.Make(2));
        await store.WriteAsync([one, other], None);
        var decider = new Decider("cash-loan", TestRecords.Decider.ProductJson, TestRecords.Decider.Risk, new DecidingModel("2", new byte[] { 1, 2 }), "1.0.0");
        var shadow = new ShadowRecord(one.Id, "experiment:1/next", TestRecords.Start, decider, other.Figures);
        await store.WriteAsync([shadow, shadow with { Policy = "experiment:1/again" }], None);
        await store.WriteAsync([shadow with { Figures = one.Figures }], None);

        await store.ForgetAsync("A", TestRecords.Start, None);
        var found = (await store.ShadowsAsync([one.Id.ToString(), other.Id.ToString()], None))[one.Id.ToString()].ToArray();
        found.Select(s => s.Policy).ShouldBe(["experiment:1/again", "experiment:1/next"]);
        found[1].Figures.ShouldBe(Encoding.UTF8.GetString(other.Figures.Span));
        (found[1].RiskVersion, found[1].AcceptanceVersion, found[1].AcceptanceSha256).ShouldBe(("1", "2", decider.Acceptance.Sha256));
        // Its models are there to decide again.
        (await store.ArtifactAsync(found[1].AcceptanceSha256, None)).ShouldBe([1, 2]);
        (await store.ShadowsAsync([other.Id.ToString()], None)).Count.ShouldBe(0);
    }

    public static async Task Finds_the_decisions_that_a_policy_chose(TestLog log)
    {
        using var store = log.Place.Open(create: true);
        var (early, one, two) = (TestRecords.Make(1), TestRecords.Make(3), TestRecords.Make(2));
        await store.WriteAsync(
            [early with { Policy = "experiment:1/a" }, one with { Policy = "experiment:2/a" }, two with { Policy = "experiment:1/b" }, TestRecords.Make(4)], None);

        var found = await store.ChosenByAsync("cash-loan", "experiment:", TestRecords.Start.AddSeconds(2), None).ToArrayAsync();
        found.ShouldBe(
        [
            new ChosenDecision(two.Id.ToString(), Moments.Of(two.At), "experiment:1/b", Encoding.UTF8.GetString(two.Figures.Span)),
            new ChosenDecision(one.Id.ToString(), Moments.Of(one.At), "experiment:2/a", Encoding.UTF8.GetString(one.Figures.Span)),
        ]);
        (await store.ChosenByAsync("car-loan", "experiment:", TestRecords.Start, None).CountAsync()).ShouldBe(0);
    }

    private static OutcomeEvent Event(string id, Guid decision, string outcome, long at) => new(id, decision.ToString(), outcome, at, 50, null, null, null, "me");
}
