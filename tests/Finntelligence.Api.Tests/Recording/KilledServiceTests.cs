using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Storage;

namespace Finntelligence.Api.Tests.Recording;

/// <summary>
/// The service as a process of its own, killed while clients are being answered: whatever a client got is in the log. FINNTELLIGENCE_KILLS
/// says how often; it is killed twice by default.
/// </summary>
public sealed class KilledServiceTests : IDisposable
{
    private const int Clients = 4;

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Every_decision_that_a_client_got_is_in_the_log()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("FINNTELLIGENCE_KILLS"), CultureInfo.InvariantCulture, out var named) ? named : 2;
        var random = new Random(17);
        var answered = new ConcurrentDictionary<Guid, string>();
        for (var kill = 0; kill < kills; kill++)
        {
            var before = answered.Count;
            using var service = await ServiceProcess.StartAsync(_workspace.Root);
            using var http = new HttpClient { BaseAddress = service.Address };
            var clients = Enumerable.Range(0, Clients).Select(_ => AskAsync(http, answered)).ToArray();
            while (answered.Count < before + 20)
                await Task.Delay(1);
            await Task.Delay(random.Next(200));
            service.Kill();
            await Task.WhenAll(clients);
            await service.ExitAsync();
        }

        using var store = new LogPlace(Path.Combine(_workspace.Root, "var", "decisions.db"), null).Open(create: false);
        var kept = await store.ReadAsync(null, null, default).ToDictionaryAsync(d => Guid.Parse(d.Id), d => d.Answer);
        answered.Count.ShouldBeGreaterThanOrEqualTo(20 * kills);
        answered.Count(a => !kept.TryGetValue(a.Key, out var answer) || answer != a.Value).ShouldBe(0, $"of {answered.Count} answered decisions");
    }

    // Until the service is gone.
    private static async Task AskAsync(HttpClient http, ConcurrentDictionary<Guid, string> answered)
    {
        try
        {
            while (true)
            {
                using var content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json");
                using var response = await http.PostAsync("predict", content);
                var answer = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                answered[JsonNode.Parse(answer)!["decisionId"]!.GetValue<Guid>()] = answer;
            }
        }
        catch (HttpRequestException)
        {
        }
    }
}
