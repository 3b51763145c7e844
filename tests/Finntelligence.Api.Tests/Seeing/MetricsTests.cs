using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.ModelOps.Keys;

namespace Finntelligence.Api.Tests.Seeing;

/// <summary>Alone: what listens to the meters of a name hears those of every service in the process.</summary>
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
public sealed class MetricsTestsAlone;

[Collection(nameof(MetricsTests))]
public sealed class MetricsTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Decisions_offers_models_and_the_log_are_counted()
    {
        await using var service = new TestService(_workspace);
        for (var i = 0; i < 3; i++)
            await service.PostAsync(TestService.ValidBody);
        await service.PostAsync(TestService.With(json => json["constraints"] = JsonNode.Parse("""{ "maxInstallment": 1 }""")));
        using var content = new StringContent(JsonNode.Parse(TestService.ValidBody)!.ToJsonString(), Encoding.UTF8, "application/x-ndjson");
        await service.CreateClient().PostAsync("/predict/batch", content);

        var metrics = await MetricsAsync(service);

        Sum(metrics, "finntelligence_decisions_total", "decision=\"offer\"").ShouldBe(4);
        Sum(metrics, "finntelligence_decisions_total", "decision=\"decline\"").ShouldBe(1);
        metrics.Single(l => l.StartsWith("finntelligence_decisions_total", StringComparison.Ordinal) && l.Contains("decline", StringComparison.Ordinal))
            .ShouldNotContain("reason=\"none\"");
        Sum(metrics, "finntelligence_offer_rate_count").ShouldBe(4);
        Sum(metrics, "finntelligence_decision_duration_seconds_count", "mode=\"grid\"").ShouldBe(5);
        Sum(metrics, "finntelligence_log_records_total", "result=\"written\"").ShouldBe(5);
        Sum(metrics, "finntelligence_log_failing").ShouldBe(0);
        Sum(metrics, "finntelligence_models_info", "kind=\"risk\"", "version=\"1\"").ShouldBe(1);
        Sum(metrics, "finntelligence_models_refused").ShouldBe(0);
        Sum(metrics, "http_server_request_duration_seconds_count", "http_route=\"/predict\"").ShouldBe(4);
    }

    [Fact]
    public async Task Where_callers_are_known_only_one_with_the_scope_reads_them()
    {
        var keys = new KeyFile(Path.Combine(_workspace.Root, "var", "keys.json"), TimeProvider.System);
        var (_, shop) = keys.Add("the shop", [Scopes.Predict], default);
        var (_, prometheus) = keys.Add("prometheus", [Scopes.Metrics], default);
        await using var service = new TestService(_workspace);

        (await StatusAsync(service, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(service, shop)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(service, prometheus)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestService service, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var response = await service.CreateClient().SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<string[]> MetricsAsync(TestService service) =>
        (await (await service.CreateClient().GetAsync("/metrics")).EnsureSuccessStatusCode().Content.ReadAsStringAsync()).Split('\n');

    // Of all series of a name with these labels.
    private static double Sum(string[] metrics, string name, params string[] labels)
    {
        var lines = metrics.Where(l => l.StartsWith(name + "{", StringComparison.Ordinal) || l.StartsWith(name + " ", StringComparison.Ordinal))
            .Where(l => labels.All(label => l.Contains(label, StringComparison.Ordinal)))
            .ToArray();
        lines.ShouldNotBeEmpty($"{name} {string.Join(' ', labels)} in\n{string.Join('\n', metrics)}");
        // A line may end in its time.
        return lines.Sum(l => double.Parse(l[(l.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).First(p => p != name), CultureInfo.InvariantCulture));
    }
}
