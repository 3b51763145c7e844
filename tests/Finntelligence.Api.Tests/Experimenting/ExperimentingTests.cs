using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Storage;

namespace Finntelligence.Api.Tests.Experimenting;

public sealed class ExperimentingTests : IDisposable
{
    private const string Running = """
        { "versions": [ {
          "version": 1, "at": "2026-02-01T08:00:00Z", "by": "pricing team", "why": "To learn.", "state": "running", "salt": "s",
          "arms": [
            { "name": "champion", "share": 0.5 },
            { "name": "explore", "share": 0.5, "exploration": { "draw": "uniform", "shareOfBest": 0.05 } }
          ] } ] }
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    private string File => Path.Combine(_workspace.Root, "data", "cash-loan", "pricing-experiment.json");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Prices_are_drawn_with_the_propensity_that_answer_and_log_have()
    {
        Write(Running);
        await using var service = await StartAsync();
        var rates = new HashSet<double>();
        for (var i = 0; i < 60; i++)
        {
            var answer = await AskAsync(service, $"client-{i}");
            var experiment = answer["experiment"]!;
            var (rate, propensity) = (answer["offer"]!["rate"]!.GetValue<double>(), experiment["propensity"]!.GetValue<double>());
            rates.Add(rate);
            var support = experiment["support"]!.AsArray();
            support.Sum(s => s!["probability"]!.GetValue<double>()).ShouldBe(1, 1e-9);
            support.Single(s => s!["rate"]!.GetValue<double>() == rate)!["probability"]!.GetValue<double>().ShouldBe(propensity);
            experiment["arm"]!.GetValue<string>().ShouldBeOneOf("champion", "explore");
            experiment["givenUp"]!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
            // The caps of the product hold in every arm.
            rate.ShouldBeLessThanOrEqualTo(7.75);
            (await AskAsync(service, $"client-{i}"))["offer"]!.ToJsonString().ShouldBe(answer["offer"]!.ToJsonString());
        }

        rates.Count.ShouldBeGreaterThan(2);
        await service.DisposeAsync();
        using var store = new LogPlace(Path.Combine(_workspace.Root, "var", "decisions.db"), null).Open(create: false);
        var records = await store.ReadAsync(null, null, default).ToArrayAsync();
        records.Select(r => r.Policy).Distinct().ShouldBe(["experiment:1/champion", "experiment:1/explore"], ignoreOrder: true);
        foreach (var record in records)
            record.Propensity.ShouldBe(JsonNode.Parse(record.Answer!)!["experiment"]!["propensity"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_drawn_decision_replays_with_every_bit()
    {
        Write(Running);
        await using var service = await StartAsync();
        for (var i = 0; i < 12; i++)
        {
            var id = (await AskAsync(service, $"client-{i}"))["decisionId"]!.GetValue<Guid>();
            using var replay = await service.CreateClient().PostAsync($"/decisions/{id}/replay", null);
            var document = await replay.JsonAsync();
            document["equal"]!.GetValue<bool>().ShouldBeTrue(document.ToJsonString());
        }
    }

    [Fact]
    public async Task Who_is_not_named_is_in_no_experiment()
    {
        Write(Running);
        await using var service = await StartAsync();
        var answer = await (await service.PostAsync(TestService.ValidBody)).JsonAsync();
        answer["experiment"].ShouldBeNull();
    }

    [Fact]
    public async Task Lines_of_a_batch_are_drawn_by_their_ids()
    {
        Write(Running);
        await using var service = await StartAsync();
        var one = JsonNode.Parse(TestService.ValidBody)!;
        one["id"] = "client-1";
        using var content = new StringContent(one.ToJsonString() + "\n", Encoding.UTF8, "application/x-ndjson");
        var line = JsonNode.Parse((await (await service.CreateClient().PostAsync("/predict/batch", content)).Content.ReadAsStringAsync()).Split('\n')[0])!;
        line["answer"]!["offer"]!.ToJsonString().ShouldBe((await AskAsync(service, "client-1"))["offer"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stop_is_in_force_within_one_poll_and_so_is_a_definition_that_cannot_be_read()
    {
        Write(Running);
        await using var service = await StartAsync();
        (await AskAsync(service, "client-1"))["experiment"].ShouldNotBeNull();

        Write(Running.Replace("\"running\"", "\"stopped\"", StringComparison.Ordinal));
        await UntilAsync(service, status => status?["state"]!.GetValue<string>() == "stopped");
        (await AskAsync(service, "client-1"))["experiment"].ShouldBeNull();

        Write(Running);
        await UntilAsync(service, status => status?["state"]!.GetValue<string>() == "running");
        Write("{");
        await UntilAsync(service, status => status?["state"]!.GetValue<string>() == "refused");
        (await AskAsync(service, "client-1"))["experiment"].ShouldBeNull();

        System.IO.File.Delete(File);
        await UntilAsync(service, status => status is null);
    }

    [Fact]
    public async Task What_may_not_be_given_up_is_not_drawn()
    {
        Write(Running.Replace("] } ] }", "], \"guardrails\": { \"mostGivenUp\": { \"decision\": 0 } } } ] }", StringComparison.Ordinal));
        await using var service = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var experiment = (await AskAsync(service, $"client-{i}"))["experiment"]!;
            experiment["propensity"]!.GetValue<double>().ShouldBe(1);
            experiment["givenUp"]!.GetValue<double>().ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_restart_does_not_open_the_limits_anew()
    {
        Write(Running);
        double before;
        await using (var service = await StartAsync())
        {
            for (var i = 0; i < 30; i++)
                await AskAsync(service, $"client-{i}");
            before = await GivenUpAsync(service);
        }

        before.ShouldBeGreaterThan(0);
        await using var again = await StartAsync();
        // Each answer has it rounded to hundredths.
        (await GivenUpAsync(again)).ShouldBe(before, 0.2);
    }

    private static async Task<double> GivenUpAsync(TestService service) =>
        (await (await service.CreateClient().GetAsync("/")).JsonAsync())["experiment"]!["givenUp"]!.GetValue<double>();

    private void Write(string json)
    {
        var temporary = File + ".new";
        System.IO.File.WriteAllText(temporary, json);
        System.IO.File.Move(temporary, File, overwrite: true);
    }

    private async Task<TestService> StartAsync()
    {
        var service = new TestService(_workspace);
        await UntilAsync(service, status => status is not null);
        return service;
    }

    // The clock of the service stands: each try is a poll.
    private static async Task UntilAsync(TestService service, Func<JsonNode?, bool> holds)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (holds((await (await service.CreateClient().GetAsync("/")).JsonAsync())["experiment"]))
                return;
            service.Time.Advance(Poll);
            await Task.Delay(50);
        }

        throw new TimeoutException("The service did not come to the state.");
    }

    private static async Task<JsonNode> AskAsync(TestService service, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict")
        {
            Content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(RecordingExtensions.ApplicantHeader, client);
        using var answer = await service.CreateClient().SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.JsonAsync();
    }
}
