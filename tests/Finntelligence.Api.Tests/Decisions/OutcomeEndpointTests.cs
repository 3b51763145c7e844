using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Decisions;

public sealed class OutcomeEndpointTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();
    private readonly TestService _service;

    public OutcomeEndpointTests() => _service = new TestService(_workspace);

    public void Dispose()
    {
        _service.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task An_event_is_recorded_once_and_shows_with_its_decision()
    {
        var id = await DecideAsync();
        var body = Event(id, "accepted", "2026-02-27T10:00:00Z");

        var first = await (await PostAsync(body)).JsonAsync();
        var again = await (await PostAsync(body)).JsonAsync();

        first["result"]!.GetValue<string>().ShouldBe("recorded");
        first["decisionId"]!.GetValue<string>().ShouldBe(id);
        again["result"]!.GetValue<string>().ShouldBe("known");
        again["eventId"]!.GetValue<string>().ShouldBe(first["eventId"]!.GetValue<string>());
        var outcomes = (await (await _service.CreateClient().GetAsync($"/decisions/{id}")).JsonAsync())["outcomes"]!;
        outcomes["latest"]!.GetValue<string>().ShouldBe("accepted");
        outcomes["accepted"]!.GetValue<bool>().ShouldBeTrue();
        outcomes["defaulted"].ShouldBeNull();
        outcomes["events"]!.AsArray().Count.ShouldBe(1);
        outcomes["events"]![0]!["receivedAt"]!.GetValue<DateTimeOffset>().ShouldBe(TestService.Start);
    }

    [Fact]
    public async Task Lines_are_answered_in_order_each_by_what_came_of_it()
    {
        var id = await DecideAsync();
        string[] lines =
        [
            Event(id, "defaulted", "2026-02-20T10:00:00Z", "e2"),
            Event(id, "accepted", "2026-02-01T10:00:00Z", "e1"),
            "",
            "{ not JSON",
            Event(Guid.NewGuid().ToString(), "paid", "2026-02-01T10:00:00Z", "e9"),
            Event(id, "paid", "2026-02-01T10:00:00Z", "e1"),
            Event(id, "pastDue", "2026-02-20T10:00:00Z", "e3", corrects: "e2"),
        ];
        using var response = await PostAsync(string.Join('\n', lines), "application/x-ndjson");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var answers = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        answers.Select(a => a["line"]!.GetValue<int>()).ShouldBe([1, 2, 4, 5, 6, 7]);
        answers.Select(a => a["result"]?.GetValue<string>()).ShouldBe(["recorded", "recorded", null, null, null, "recorded"]);
        answers[2]["errors"].Names().ShouldBe(["$"]);
        answers[3]["errors"].Names().ShouldBe(["decisionId"]);
        answers[4]["errors"].Names().ShouldBe(["eventId"]);
        var outcomes = (await (await _service.CreateClient().GetAsync($"/v1/decisions/{id}")).JsonAsync())["outcomes"]!;
        outcomes["events"]!.AsArray().Select(e => e!["eventId"]!.GetValue<string>()).ShouldBe(["e1", "e2", "e3"]);
        outcomes["latest"]!.GetValue<string>().ShouldBe("pastDue");
        outcomes["defaulted"].ShouldBeNull();
    }

    [Fact]
    public async Task Faults_come_with_the_status_they_deserve()
    {
        var id = await DecideAsync();
        await PostAsync(Event(id, "accepted", "2026-02-01T10:00:00Z", "e1"));

        using var bad = await PostAsync("""{ "outcome": "lost" }""");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bad.ProblemAsync())["errors"].Names().ShouldBe(["decisionId", "outcome", "at"], ignoreOrder: true);
        using var unknown = await PostAsync(Event(Guid.NewGuid().ToString(), "paid", "2026-02-01T10:00:00Z"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await unknown.ProblemAsync();
        using var other = await PostAsync(Event(id, "declined", "2026-02-01T10:00:00Z", "e1"));
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await other.ProblemAsync();
        using var text = await PostAsync("accepted", "text/plain");
        text.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await text.ProblemAsync();
    }

    private async Task<string> DecideAsync() => (await (await _service.PostAsync(TestService.ValidBody)).JsonAsync())["decisionId"]!.GetValue<string>();

    private async Task<HttpResponseMessage> PostAsync(string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await _service.CreateClient().PostAsync("/outcomes", content);
    }

    private static string Event(string id, string outcome, string at, string? name = null, string? corrects = null)
    {
        var json = new JsonObject { ["decisionId"] = id, ["outcome"] = outcome, ["at"] = at };
        if (name is not null)
            json["eventId"] = name;
        if (corrects is not null)
            json["corrects"] = corrects;
        return json.ToJsonString();
    }
}
