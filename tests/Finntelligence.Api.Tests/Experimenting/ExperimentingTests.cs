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

    [Fact]
    public async Task A_challenger_decides_by_its_own_models_which_answer_log_and_replay_have()
    {
        var (risk, acceptance) = (_workspace.Register("risk", TestModels.Risk(_workspace.Product, -1)), _workspace.Register("acceptance", TestModels.Acceptance(_workspace.Product, -1.5)));
        Write(Of($$"""{ "name": "champion", "share": 0.5 }, { "name": "challenger", "share": 0.5, "models": { "risk": {{risk}}, "acceptance": {{acceptance}} } }"""));
        await using var service = await StartAsync();
        var plain = await (await service.PostAsync(TestService.ValidBody)).JsonAsync();
        var byArm = new Dictionary<string, JsonNode>();
        for (var i = 0; i < 20; i++)
        {
            var answer = await AskAsync(service, $"client-{i}");
            byArm[answer["experiment"]!["arm"]!.GetValue<string>()] = answer;
        }

        byArm["champion"]["models"]!.ToJsonString().ShouldBe(plain["models"]!.ToJsonString());
        byArm["champion"]["offer"]!.ToJsonString().ShouldBe(plain["offer"]!.ToJsonString());
        byArm["challenger"]["models"]!["risk"]!["version"]!.GetValue<string>().ShouldBe($"{risk}");
        byArm["challenger"]["models"]!["acceptance"]!["version"]!.GetValue<string>().ShouldBe($"{acceptance}");
        // Other models, other figures of the same offer.
        byArm["challenger"]["offer"]!["probabilityOfDefault"]!.GetValue<double>().ShouldNotBe(plain["offer"]!["probabilityOfDefault"]!.GetValue<double>());
        foreach (var answer in byArm.Values)
        {
            using var replay = await service.CreateClient().PostAsync($"/decisions/{answer["decisionId"]!.GetValue<Guid>()}/replay", null);
            var document = await replay.JsonAsync();
            document["equal"]!.GetValue<bool>().ShouldBeTrue(document.ToJsonString());
            document["models"]!.ToJsonString().ShouldBe(answer["models"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_challenger_whose_models_cannot_be_had_is_refused_by_name_and_the_champion_serves()
    {
        Write(Of("""{ "name": "champion", "share": 0.5 }, { "name": "challenger", "share": 0.5, "models": { "risk": 7, "acceptance": 1 } }"""));
        await using var service = await StartAsync();
        var status = (await (await service.CreateClient().GetAsync("/")).JsonAsync())["experiment"]!;
        status["state"]!.GetValue<string>().ShouldBe("refused");
        status["reason"]!.GetValue<string>().ShouldContain("\"challenger\"");
        (await AskAsync(service, "client-1"))["experiment"].ShouldBeNull();
    }

    [Fact]
    public async Task Thompson_draws_among_the_rates_that_bagged_pairs_find_best()
    {
        for (var i = 1; i <= 3; i++)
        {
            _workspace.Register("risk", TestModels.Risk(_workspace.Product, -1.5 + (i * 0.7)));
            _workspace.Register("acceptance", TestModels.Acceptance(_workspace.Product, -2 + i));
        }

        Write(Of("""
            { "name": "champion", "share": 0.5 },
            { "name": "explore", "share": 0.5, "exploration": { "draw": "thompson", "shareOfBest": 0.05, "floor": 0.4,
              "bag": [ { "risk": 2, "acceptance": 2 }, { "risk": 3, "acceptance": 3 }, { "risk": 4, "acceptance": 4 } ] } }
            """));
        await using var service = await StartAsync();
        var answer = await AskAsync(service, "client-1");
        double[] chances = [.. answer["experiment"]!["support"]!.AsArray().Select(s => s!["probability"]!.GetValue<double>())];
        chances.Length.ShouldBeGreaterThan(2);
        chances.Sum().ShouldBe(1, 1e-9);
        // Every open rate has its part of the floor; the rest is votes, each a third of 0.6, and the champion's half.
        var least = 0.5 * 0.4 / chances.Length;
        chances.Min().ShouldBe(least, 1e-9);
        foreach (var chance in chances)
        {
            var votes = (chance - least) / (0.5 * 0.6 / 3);
            (votes is var v && (Math.Abs(v - Math.Round(v)) < 1e-6)).ShouldBeTrue($"{chance}");
        }
    }

    [Fact]
    public async Task A_shadow_is_shown_to_nobody_and_stands_beside_the_decision()
    {
        var (risk, acceptance) = (_workspace.Register("risk", TestModels.Risk(_workspace.Product, -1)), _workspace.Register("acceptance", TestModels.Acceptance(_workspace.Product)));
        await using var service = new TestService(_workspace);
        var without = await (await service.PostAsync(TestService.ValidBody)).JsonAsync();
        Write(Of($$"""{ "name": "champion", "share": 1 }, { "name": "next", "shadow": true, "models": { "risk": {{risk}}, "acceptance": {{acceptance}} } }"""));
        await UntilAsync(service, status => status is not null);

        // Who is not named is in no arm, and yet the shadow decides.
        var answer = await (await service.PostAsync(TestService.ValidBody)).JsonAsync();
        answer["experiment"].ShouldBeNull();
        answer["offer"]!.ToJsonString().ShouldBe(without["offer"]!.ToJsonString());
        answer.ToJsonString().ShouldNotContain("next");
        var shadow = (await ShadowsAsync(service, answer)).ShouldHaveSingleItem()!;
        shadow["policy"]!.GetValue<string>().ShouldBe("experiment:1/next");
        shadow["models"]!["risk"]!["version"]!.GetValue<string>().ShouldBe($"{risk}");
        shadow["figures"]!["offer"]!["probabilityOfDefault"]!.GetValue<double>().ShouldBeGreaterThan(answer["offer"]!["probabilityOfDefault"]!.GetValue<double>());

        using var content = new StringContent(TestService.ValidBody.ReplaceLineEndings(" ") + "\n", Encoding.UTF8, "application/x-ndjson");
        var line = JsonNode.Parse((await (await service.CreateClient().PostAsync("/predict/batch", content)).Content.ReadAsStringAsync()).Split('\n')[0])!;
        (await ShadowsAsync(service, line["answer"]!)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_shadow_without_a_log_is_refused()
    {
        Write(Of("""{ "name": "champion", "share": 1 }, { "name": "next", "shadow": true }"""));
        await using var service = new TestService(_workspace, ("Finntelligence:DecisionLog:Mode", "off"));
        await UntilAsync(service, status => status?["state"]!.GetValue<string>() == "refused");
    }

    internal static string Of(string arms) => $$"""
        { "versions": [ { "version": 1, "at": "2026-02-01T08:00:00Z", "by": "pricing team", "why": "To learn.", "state": "running", "salt": "s", "arms": [ {{arms}} ] } ] }
        """;

    // They are decided after the answer has left.
    private static async Task<JsonArray> ShadowsAsync(TestService service, JsonNode answer)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var decision = await (await service.CreateClient().GetAsync($"/decisions/{answer["decisionId"]!.GetValue<Guid>()}")).JsonAsync();
            if (decision["shadows"] is JsonArray shadows)
                return shadows;
            await Task.Delay(50);
        }

        throw new TimeoutException("No shadow has decided.");
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
    internal static async Task UntilAsync(TestService service, Func<JsonNode?, bool> holds)
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

    internal static async Task<JsonNode> AskAsync(TestService service, string client)
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
