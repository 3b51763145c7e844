using System.Net;
using Finntelligence.Api.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Finntelligence.Api.Tests.Status;

public sealed class ReadinessTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Models_log_and_disk_are_told_apart()
    {
        await using var service = new TestService(_workspace);

        var state = await (await service.CreateClient().GetAsync("/health/ready")).JsonAsync();

        state.Names().ShouldBe(["status", "models", "log", "disk"]);
        state["models"]!.GetValue<string>().ShouldBe("ready");
        state["log"]!.GetValue<string>().ShouldBe("ready");
    }

    [Fact]
    public async Task Without_a_log_it_is_off_and_needs_no_disk()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DecisionLog:Mode", "off"));

        (await (await service.CreateClient().GetAsync("/health/ready")).JsonAsync()).ToJsonString()
            .ShouldBe("""{"status":"ready","models":"ready","log":"off","disk":"unused"}""");
    }

    [Theory]
    [InlineData("required", HttpStatusCode.ServiceUnavailable)]
    [InlineData("best-effort", HttpStatusCode.OK)]
    public async Task A_log_that_takes_no_records_stops_answers_where_it_is_required_until_it_takes_them_again(string mode, HttpStatusCode status)
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DecisionLog:Mode", mode));
        await service.PostAsync(TestService.ValidBody);
        Execute("ALTER TABLE decisions RENAME TO away");
        await service.PostAsync(TestService.ValidBody);
        await UntilAsync(async () => (await (await service.CreateClient().GetAsync("/health/ready")).JsonAsync())["log"]!.GetValue<string>() == "failing");

        using var response = await service.CreateClient().GetAsync("/health/ready");
        response.StatusCode.ShouldBe(status);
        (await response.JsonAsync())["models"]!.GetValue<string>().ShouldBe("ready");

        Execute("ALTER TABLE away RENAME TO decisions");
        using var again = await service.CreateClient().GetAsync("/health/ready");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.JsonAsync())["log"]!.GetValue<string>().ShouldBe("ready");
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_workspace.Root, "var", "decisions.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await done())
            await Task.Delay(5, limit.Token);
    }
}
