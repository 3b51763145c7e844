using System.Text;
using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Foundation.Faults;
using Microsoft.Data.Sqlite;

namespace Finntelligence.Decisions.Tests.Storage;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TestLog _log = TestLog.Sqlite();

    public void Dispose() => _log.Dispose();

    [Fact]
    public Task Keeps_every_part_of_a_record() => StoreContract.Keeps_every_part_of_a_record(_log);

    [Fact]
    public Task Keeps_all_records_of_a_write_or_none() => StoreContract.Keeps_all_records_of_a_write_or_none(_log);

    [Fact]
    public Task Takes_a_rehearsal_back_but_for_what_decided() => StoreContract.Takes_a_rehearsal_back_but_for_what_decided(_log);

    [Fact]
    public Task Opens_at_once_from_many_sides() => StoreContract.Opens_at_once_from_many_sides(_log);

    [Fact]
    public Task Reads_decisions_in_order_and_by_time() => StoreContract.Reads_decisions_in_order_and_by_time(_log);

    [Fact]
    public Task Records_an_event_once_and_refuses_another_of_its_name() => StoreContract.Records_an_event_once_and_refuses_another_of_its_name(_log);

    [Fact]
    public Task Erases_the_applicants_part_and_keeps_the_rest() => StoreContract.Erases_the_applicants_part_and_keeps_the_rest(_log);

    [Fact]
    public Task Keeps_what_was_decided_beside_a_decision_and_once() => StoreContract.Keeps_what_was_decided_beside_a_decision_and_once(_log);

    [Fact]
    public Task Finds_the_decisions_that_a_policy_chose() => StoreContract.Finds_the_decisions_that_a_policy_chose(_log);

    [Fact]
    public Task Purges_what_is_older_than_a_time() => StoreContract.Purges_what_is_older_than_a_time(_log);

    [Fact]
    public Task Refuses_a_log_of_a_newer_program() => StoreContract.Refuses_a_log_of_a_newer_program(_log, async sql =>
    {
        await using var connection = new SqliteConnection($"Data Source={_log.Place.File};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    });

    [Fact]
    public async Task What_was_erased_is_in_no_file_any_more()
    {
        using var store = _log.Place.Open(create: true);
        var record = TestRecords.Make(1, "reference-of-an-applicant") with { Request = Encoding.UTF8.GetBytes("""{"income":"very-secret-income"}""") };
        await store.WriteAsync([record, .. Enumerable.Range(2, 50).Select(i => TestRecords.Make(i))], default);
        Files().ShouldContain("very-secret-income");

        await store.ForgetAsync("reference-of-an-applicant", TestRecords.Start, default);

        Files().ShouldNotContain("very-secret-income");
        Files().ShouldNotContain("reference-of-an-applicant");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TestFolder();
        folder.Write("var", "a file, not a folder");

        Should.Throw<DataFaultException>(() => new LogPlace(folder.File("var/decisions.db"), null).Open(create: true))
            .Message.ShouldContain(folder.File("var"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        using var folder = new TestFolder();
        var file = folder.Write("decisions.db", "This is a text of some length, and no database at all." + new string(' ', 2000));
        var before = File.ReadAllBytes(file);

        Should.Throw<DataFaultException>(() => new LogPlace(file, null).Open(create: true)).Message.ShouldContain(file);
        File.ReadAllBytes(file).ShouldBe(before);
    }

    [Fact]
    public void A_log_that_is_not_there_is_not_made_for_reading() =>
        Should.Throw<DataFaultException>(() => _log.Place.Open(create: false)).Message.ShouldBe($"There is no decision log {_log.Place.File}.");

    private string Files() => string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(_log.Place.File)!).Select(Read));

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
