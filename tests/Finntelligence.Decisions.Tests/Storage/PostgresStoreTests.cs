using Finntelligence.Decisions.Storage;
using Finntelligence.Decisions.Tests.Support;
using Finntelligence.Foundation.Faults;
using Npgsql;

namespace Finntelligence.Decisions.Tests.Storage;

public sealed class PostgresStoreTests
{
    [PostgresFact]
    public Task Keeps_every_part_of_a_record() => On(StoreContract.Keeps_every_part_of_a_record);

    [PostgresFact]
    public Task Keeps_all_records_of_a_write_or_none() => On(StoreContract.Keeps_all_records_of_a_write_or_none);

    [PostgresFact]
    public Task Takes_a_rehearsal_back_but_for_what_decided() => On(StoreContract.Takes_a_rehearsal_back_but_for_what_decided);

    [PostgresFact]
    public Task Opens_at_once_from_many_sides() => On(StoreContract.Opens_at_once_from_many_sides);

    [PostgresFact]
    public Task Reads_decisions_in_order_and_by_time() => On(StoreContract.Reads_decisions_in_order_and_by_time);

    [PostgresFact]
    public Task Records_an_event_once_and_refuses_another_of_its_name() => On(StoreContract.Records_an_event_once_and_refuses_another_of_its_name);

    [PostgresFact]
    public Task Erases_the_applicants_part_and_keeps_the_rest() => On(StoreContract.Erases_the_applicants_part_and_keeps_the_rest);

    [PostgresFact]
    public Task Keeps_what_was_decided_beside_a_decision_and_once() => On(StoreContract.Keeps_what_was_decided_beside_a_decision_and_once);

    [PostgresFact]
    public Task Finds_the_decisions_that_a_policy_chose() => On(StoreContract.Finds_the_decisions_that_a_policy_chose);

    [PostgresFact]
    public Task Purges_what_is_older_than_a_time() => On(StoreContract.Purges_what_is_older_than_a_time);

    [PostgresFact]
    public Task Refuses_a_log_of_a_newer_program() => On(log => StoreContract.Refuses_a_log_of_a_newer_program(log, async sql =>
    {
        await using var source = NpgsqlDataSource.Create(log.Place.ConnectionString!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }));

    [Fact]
    public void A_server_that_does_not_answer_is_named_without_the_password()
    {
        var fault = Should.Throw<ServerFaultException>(() => PostgresStore.Open("Host=127.0.0.1;Port=1;Database=loans;Username=me;Password=secret"));

        fault.Message.ShouldStartWith("The decision log loans in PostgreSQL at 127.0.0.1:1 cannot be opened");
        fault.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void A_connection_string_that_is_none_is_refused_without_being_told() =>
        Should.Throw<DataFaultException>(() => PostgresStore.Open("Passwort=secret")).ToString().ShouldNotContain("secret");

    private static async Task On(Func<TestLog, Task> test)
    {
        using var log = TestLog.Postgres();
        await test(log);
    }
}
