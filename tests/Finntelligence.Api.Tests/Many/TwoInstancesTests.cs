using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Recording;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Tests.Support;

namespace Finntelligence.Api.Tests.Many;

/// <summary>Two instances behind nginx, with one registry and one PostgreSQL, as processes of their own.</summary>
public sealed class TwoInstancesTests : IDisposable
{
    private const int Clients = 4;
    private const int Applicants = 12;

    private const string Experiment = """
        { "versions": [ {
          "version": 1, "at": "2026-02-01T08:00:00Z", "by": "pricing team", "why": "To learn.", "state": "running", "salt": "s",
          "arms": [
            { "name": "champion", "share": 0.5 },
            { "name": "explore", "share": 0.5, "exploration": { "draw": "uniform", "shareOfBest": 0.05 } }
          ] } ] }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [NginxPostgresFact]
    public async Task A_promotion_reaches_both_draws_are_the_same_on_both_and_a_rolling_restart_fails_no_request()
    {
        await File.WriteAllTextAsync(Path.Combine(_workspace.Root, "data", "cash-loan", "pricing-experiment.json"), Experiment);
        var first = (Risk: HashOf("risk"), Acceptance: HashOf("acceptance"));
        using var log = TestLog.Postgres();
        int[] ports = [NginxProcess.FreePort(), NginxProcess.FreePort()];
        var instances = new ServiceProcess?[2];
        var answers = new ConcurrentQueue<Answered>();
        using var enough = new CancellationTokenSource();
        Task[] clients = [];
        try
        {
            for (var i = 0; i < 2; i++)
                instances[i] = await StartAsync(ports[i], log);
            using var nginx = await NginxProcess.StartAsync(ports);
            clients = [.. Enumerable.Range(0, Clients).Select(c => AskAsync(c, nginx.Address, answers, enough.Token))];
            await UntilAsync(() => Both(answers, a => (a.Risk, a.Acceptance) == first, 50), clients);

            var second = _workspace.Promote(TestModels.Risk(_workspace.Product, -1.2), TestModels.Acceptance(_workspace.Product, -1.8));
            await UntilAsync(() => Both(answers, a => (a.Risk, a.Acceptance) == second, 20), clients);

            // One after the other, as an operator does it.
            for (var i = 0; i < 2; i++)
            {
                instances[i]!.Terminate();
                (await instances[i]!.ExitAsync()).ShouldBe(0);
                instances[i]!.Dispose();
                var without = answers.Count;
                await UntilAsync(() => answers.Count > without + 50, clients);
                instances[i] = await StartAsync(ports[i], log);
                var before = answers.Count;
                await UntilAsync(() => answers.Skip(before).Count(a => a.Instance == ports[i]) > 20, clients);
            }

            await enough.CancelAsync();
            await Task.WhenAll(clients);

            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
            answers.Select(a => (a.Risk, a.Acceptance)).Distinct().ShouldBe([first, second], ignoreOrder: true, "no answer mixes pairs");
            foreach (var port in ports)
            {
                // Once on the new pair, an instance stays there.
                var pairs = answers.Where(a => a.Instance == port && a.Client == 0).Select(a => a.Risk).ToList();
                pairs.SkipWhile(risk => risk == first.Risk).ShouldAllBe(risk => risk == second.Risk);
            }

            // The same applicant under the same pair: the same arm and the same price, whoever answers.
            var draws = answers.GroupBy(a => (a.Applicant, a.Risk)).ToList();
            draws.Count.ShouldBe(2 * Applicants);
            draws.Count(d => d.Select(a => (a.Arm, a.Rate)).Distinct().Count() > 1).ShouldBe(0);
            draws.Count(d => d.Select(a => a.Instance).Distinct().Count() == 2).ShouldBeGreaterThan(Applicants);
            answers.Select(a => a.Arm).Distinct().ShouldBe(["champion", "explore"], ignoreOrder: true);
        }
        finally
        {
            await enough.CancelAsync();
            foreach (var instance in instances)
                instance?.Dispose();
        }

        using var store = log.Place.Open(create: false);
        var kept = await store.ReadAsync(null, null, default).Select(d => Guid.Parse(d.Id)).ToHashSetAsync();
        answers.Count(a => !kept.Contains(a.Decision)).ShouldBe(0, $"of {answers.Count} are not in the one log");
    }

    private Task<ServiceProcess> StartAsync(int port, TestLog log) => ServiceProcess.StartAsync(
        _workspace.Root, null, $"--urls=http://127.0.0.1:{port}", $"--Finntelligence:DecisionLog:ConnectionString={log.Place.ConnectionString}",
        "--Finntelligence:Models:PollInterval=00:00:01");

    private string HashOf(string kind) => TestWorkspace.Hash(File.ReadAllBytes(_workspace.FileOf(kind)));

    private static bool Both(ConcurrentQueue<Answered> answers, Predicate<Answered> wanted, int each) =>
        answers.Where(a => wanted(a)).GroupBy(a => a.Instance).Count(g => g.Count() >= each) == 2;

    private static async Task AskAsync(int client, Uri address, ConcurrentQueue<Answered> answers, CancellationToken enough)
    {
        using var http = new HttpClient { Timeout = Patience };
        for (var i = client; !enough.IsCancellationRequested; i++)
        {
            var applicant = $"client-{i % Applicants}";
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "predict"))
            {
                Content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json"),
                Headers = { { RecordingExtensions.ApplicantHeader, applicant } },
            };
            using var response = await http.SendAsync(request, CancellationToken.None);
            var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            var answer = JsonNode.Parse(body)!;
            // Where nginx asked a second instance, both are named, and the last one answered.
            var instance = response.Headers.GetValues(NginxProcess.Instance).Single().Split(", ")[^1].Split(':')[^1];
            answers.Enqueue(new Answered(
                response.StatusCode, answer["decisionId"]!.GetValue<Guid>(), client, applicant, int.Parse(instance, System.Globalization.CultureInfo.InvariantCulture),
                answer["models"]!["risk"]!["sha256"]!.GetValue<string>(), answer["models"]!["acceptance"]!["sha256"]!.GetValue<string>(),
                answer["experiment"]!["arm"]!.GetValue<string>(), answer["offer"]!["rate"]!.GetValue<double>()));
        }
    }

    private static async Task UntilAsync(Func<bool> reached, Task[] clients)
    {
        var waited = Stopwatch.StartNew();
        while (!reached())
        {
            foreach (var client in clients.Where(c => c.IsCompleted))
                await client;
            waited.Elapsed.ShouldBeLessThan(Patience);
            await Task.Delay(20);
        }
    }

    private sealed record Answered(
        HttpStatusCode Status, Guid Decision, int Client, string Applicant, int Instance, string Risk, string Acceptance, string Arm, double Rate);
}
