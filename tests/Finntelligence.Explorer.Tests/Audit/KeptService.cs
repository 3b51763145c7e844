using System.Text.Json.Nodes;
using Finntelligence.Explorer.Tests.Browsing;
using Finntelligence.ModelOps.Keys;

namespace Finntelligence.Explorer.Tests.Audit;

/// <summary>A service with a log of its own, and keys where they are asked for.</summary>
internal sealed class KeptService : IDisposable
{
    private readonly TestFolder _folder;
    private readonly ServiceProcess _service;
    private readonly HttpClient _client;

    private KeptService(TestFolder folder, ServiceProcess service, string? key)
    {
        (_folder, _service) = (folder, service);
        _client = new HttpClient { BaseAddress = service.Address };
        if (key is not null)
            _client.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    public Uri Address => _service.Address;

    /// <summary>Starts one.</summary>
    /// <param name="callers">Scopes of a key for each name; none for a service that asks nobody.</param>
    public static async Task<(KeptService Service, IReadOnlyDictionary<string, string> Keys)> StartAsync(params (string Name, string[] Scopes)[] callers)
    {
        var folder = new TestFolder();
        var file = new KeyFile(folder.File("keys.json"), TimeProvider.System);
        var keys = callers.ToDictionary(c => c.Name, c => file.Add(c.Name, c.Scopes, CancellationToken.None).Text);
        var service = await RunningService.StartAsync(
            "--Finntelligence:DecisionLog:Mode=required", $"--Finntelligence:DecisionLog:File={folder.File("decisions.db")}",
            $"--Finntelligence:Callers:KeyFile={folder.File("keys.json")}");
        return (new KeptService(folder, service, keys.GetValueOrDefault("machine")), keys);
    }

    /// <summary>Lets the service decide, and tells the decision's id.</summary>
    public async Task<string> DecideAsync(string body, string? applicant = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict") { Content = new StringContent(body, null, "application/json") };
        if (applicant is not null)
            request.Headers.Add("Applicant-Reference", applicant);
        using var answer = await _client.SendAsync(request);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["decisionId"]!.GetValue<string>();
    }

    /// <summary>Reports what became of a decision.</summary>
    public async Task ReportAsync(string json)
    {
        using var answer = await _client.PostAsync("/outcomes", new StringContent(json, null, "application/json"));
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _folder.Dispose();
    }
}
