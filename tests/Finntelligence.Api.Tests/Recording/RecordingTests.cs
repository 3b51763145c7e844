using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Finntelligence.Api.Tests.Recording;

public sealed class RecordingTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task By_default_the_file_lies_under_var_and_every_answer_is_in_it()
    {
        var ids = new List<Guid>();
        await using (var service = new TestService(_workspace))
        {
            for (var i = 0; i < 20; i++)
                ids.Add((await (await service.PostAsync(TestService.ValidBody)).JsonAsync())["decisionId"]!.GetValue<Guid>());
        }

        using var store = new LogPlace(Path.Combine(_workspace.Root, "var", "decisions.db"), null).Open(create: false);
        (await store.ReadAsync(null, null, default).Select(d => Guid.Parse(d.Id)).ToArrayAsync()).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task Switched_off_it_keeps_nothing_and_makes_no_file()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DecisionLog:Mode", "off"));

        var answer = await (await service.PostAsync(TestService.ValidBody)).JsonAsync();

        Directory.Exists(Path.Combine(_workspace.Root, "var")).ShouldBeFalse();
        using var record = await service.CreateClient().GetAsync($"/decisions/{answer["decisionId"]}");
        record.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await record.ProblemAsync())["detail"]!.GetValue<string>().ShouldBe("This service keeps no log of decisions.");
        using var outcome = await service.CreateClient().PostAsync("/outcomes", new StringContent("{}", Encoding.UTF8, "application/json"));
        outcome.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task While_records_cannot_be_written_no_decision_leaves()
    {
        await using var service = new TestService(_workspace);
        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Execute("ALTER TABLE decisions RENAME TO away");

        using var refused = await service.PostAsync(TestService.ValidBody);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await refused.ProblemAsync())["detail"]!.GetValue<string>().ShouldContain("No decision was made");
        using var content = new StringContent(JsonNode.Parse(TestService.ValidBody)!.ToJsonString() + "\n{}", Encoding.UTF8, "application/x-ndjson");
        var lines = (await (await service.CreateClient().PostAsync("/predict/batch", content)).Content.ReadAsStringAsync()).Split('\n');
        JsonNode.Parse(lines[0]).Names().ShouldBe(["line", "errors"]);
        lines[0].ShouldContain("No decision was made");
        JsonNode.Parse(lines[1])!["errors"].Names().ShouldBe(["applicant"]);
        service.Logs.Records.Count(r => r.Level == LogLevel.Error && r.Message.StartsWith("Decisions cannot be kept", StringComparison.Ordinal)).ShouldBe(1);

        Execute("ALTER TABLE away RENAME TO decisions");
        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_best_effort_the_answer_leaves_and_the_loss_is_counted()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:DecisionLog:Mode", "best-effort"));
        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var log = service.Services.GetRequiredService<DecisionRecorder>().Log!;
        await UntilAsync(() => log.Written == 1);
        Execute("ALTER TABLE decisions RENAME TO away");

        (await service.PostAsync(TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await UntilAsync(() => log.Lost == 1);
    }

    [Fact]
    public async Task An_applicants_name_that_is_none_is_a_fault()
    {
        const string name = "a name that is longer than anybody needs a name to be, and so long that it is surely text about a person";
        await using var service = new TestService(_workspace);
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(RecordingExtensions.ApplicantHeader, name);

        using var response = await client.PostAsync("/predict", new StringContent("{}", Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemAsync())["errors"].Names().ShouldBe([RecordingExtensions.ApplicantHeader, "applicant"]);
    }

    [Fact]
    public async Task Nothing_about_an_applicant_reaches_any_other_log()
    {
        await using var service = new TestService(_workspace);
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Add(RecordingExtensions.ApplicantHeader, "Erika-Mustermann");
        await client.PostAsync("/predict", new StringContent(TestService.With(b => b["applicant"]!["monthlyIncome"] = 31234), Encoding.UTF8, "application/json"));
        Execute("ALTER TABLE decisions RENAME TO away");
        await client.PostAsync("/predict", new StringContent(TestService.With(b => b["applicant"]!["monthlyIncome"] = 31234), Encoding.UTF8, "application/json"));

        service.Logs.Records.ShouldNotBeEmpty();
        foreach (var record in service.Logs.Records)
        {
            record.Text.ShouldNotContain("Mustermann");
            record.Text.ShouldNotContain("31234");
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_workspace.Root, "var", "decisions.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!done())
            await Task.Delay(5, limit.Token);
    }
}
