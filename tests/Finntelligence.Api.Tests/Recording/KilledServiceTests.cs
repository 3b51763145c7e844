using System.Collections.Concurrent;
using System.Diagnostics;
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
    private const string Listening = "Now listening on: ";
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
            using var service = Start();
            var address = await ListeningAsync(service);
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            var clients = Enumerable.Range(0, Clients).Select(_ => AskAsync(http, answered)).ToArray();
            while (answered.Count < before + 20)
                await Task.Delay(1);
            await Task.Delay(random.Next(200));
            service.Kill();
            await Task.WhenAll(clients);
            await service.WaitForExitAsync();
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

    private Process Start() => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, typeof(Program).Assembly.GetName().Name + ".dll"),
            $"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0",
        ])
    {
        RedirectStandardOutput = true,
    })!;

    private static async Task<string> ListeningAsync(Process service)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await service.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Nobody else reads what it says, and a full pipe would stop it.
                _ = service.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return line[(at + Listening.Length)..];
            }
        }

        throw new EndOfStreamException("The service ended without listening.");
    }
}
