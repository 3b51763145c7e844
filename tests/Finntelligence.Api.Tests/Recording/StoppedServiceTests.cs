using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Storage;

namespace Finntelligence.Api.Tests.Recording;

/// <summary>A new service is started beside the old one, and that is told to stop while clients are being answered: none of them notices.</summary>
public sealed class StoppedServiceTests : IDisposable
{
    private const int Clients = 8;

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Sigterm_under_load_loses_no_request()
    {
        using var old = await ServiceProcess.StartAsync(_workspace.Root);
        using var next = await ServiceProcess.StartAsync(_workspace.Root);
        var answers = new ConcurrentBag<Answered>();
        using var enough = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => AskAsync(old.Address, next.Address, answers, enough.Token)).ToArray();
        await UntilAsync(() => answers.Count >= 200, clients);

        old.Terminate();
        (await old.ExitAsync()).ShouldBe(0);
        var before = answers.Count;
        await UntilAsync(() => answers.Count >= before + 200, clients);
        await enough.CancelAsync();
        // Any request that failed would end its client with a fault.
        await Task.WhenAll(clients);

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        answers.Select(a => a.By).Distinct().Count().ShouldBe(2);
        using var store = new LogPlace(Path.Combine(_workspace.Root, "var", "decisions.db"), null).Open(create: false);
        var kept = await store.ReadAsync(null, null, default).Select(d => Guid.Parse(d.Id)).ToHashSetAsync();
        answers.Count(a => !kept.Contains(a.Decision)).ShouldBe(0, $"of {answers.Count}");
    }

    // As whatever spreads requests over services: one that says close gets no more.
    private static async Task AskAsync(Uri first, Uri second, ConcurrentBag<Answered> answers, CancellationToken enough)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var address = first;
        while (!enough.IsCancellationRequested)
        {
            using var content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(address, "predict"), content, CancellationToken.None);
            var id = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!["decisionId"]?.GetValue<Guid>() ?? Guid.Empty;
            answers.Add(new Answered(response.StatusCode, id, address));
            if (response.Headers.ConnectionClose == true)
                address = second;
        }
    }

    private static async Task UntilAsync(Func<bool> reached, Task[] clients)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!reached())
        {
            foreach (var client in clients.Where(c => c.IsCompleted))
                await client;
            await Task.Delay(5, limit.Token);
        }
    }

    private sealed record Answered(HttpStatusCode Status, Guid Decision, Uri By);
}
