using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finntelligence.Benchmarks.Decisions;

/// <summary>
/// Clients that ask a service at an even pace: for decisions, one in ten of which has outcomes and one in two hundred is replayed, and for a
/// batch a second. Whoever is told to come again later does so.
/// </summary>
internal sealed class SoakClients(HttpClient http, string request)
{
    private const int OutcomeOneIn = 10;
    private const int ReplayOneIn = 200;
    private const int LinesInBatch = 50;

    private readonly Lock _counting = new();
    private readonly string _line = JsonNode.Parse(request)!.ToJsonString();
    private SoakFigures _part = new();

    public SoakFigures All { get; } = new();

    /// <summary>Ids of all decisions that were answered.</summary>
    public List<Guid> Answered { get; } = [];

    public List<string> Faults { get; } = [];

    public HashSet<string> VersionsSeen { get; } = [];

    public long Outcomes { get; private set; }

    public long Replays { get; private set; }

    public long UnequalReplays { get; private set; }

    public long Lines { get; private set; }

    /// <summary>What was met since the last call.</summary>
    public SoakFigures Part()
    {
        lock (_counting)
            return Interlocked.Exchange(ref _part, new SoakFigures());
    }

    public Task RunAsync(int clients, int perSecond, CancellationToken end) =>
        Task.WhenAll([BatchesAsync(end), .. Enumerable.Range(0, clients).Select(i => AskAsync(TimeSpan.FromSeconds(clients / (double)perSecond), i, end))]);

    private async Task AskAsync(TimeSpan pace, int number, CancellationToken end)
    {
        var next = Stopwatch.GetTimestamp();
        for (var asked = number; !end.IsCancellationRequested; asked++)
        {
            if (await PostAsync("predict", "application/json", request) is { } answer)
            {
                var json = JsonNode.Parse(answer)!;
                var id = json["decisionId"]!.GetValue<Guid>();
                Take(id, json);
                if (asked % OutcomeOneIn == 0 && await PostAsync("outcomes", "application/x-ndjson", Events(id)) is { } said)
                {
                    lock (_counting)
                        Outcomes += said.Split('\n').Count(l => l.Contains("\"recorded\"", StringComparison.Ordinal));
                }

                if (asked % ReplayOneIn == 0 && await PostAsync($"decisions/{id}/replay", "application/json", "") is { } replay)
                {
                    lock (_counting)
                    {
                        Replays++;
                        UnequalReplays += JsonNode.Parse(replay)!["equal"]!.GetValue<bool>() ? 0 : 1;
                    }
                }
            }

            next += (long)(pace.TotalSeconds * Stopwatch.Frequency);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next) is { Ticks: > 0 } wait)
                await Task.Delay(wait, CancellationToken.None);
            else
                next = Stopwatch.GetTimestamp();
        }
    }

    private async Task BatchesAsync(CancellationToken end)
    {
        var lines = string.Concat(Enumerable.Repeat(_line + "\n", LinesInBatch));
        while (!end.IsCancellationRequested)
        {
            if (await PostAsync("predict/batch", "application/x-ndjson", lines) is { } answers)
            {
                foreach (var line in answers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (JsonNode.Parse(line)!["answer"] is { } answer)
                        Take(answer["decisionId"]!.GetValue<Guid>(), answer);
                }

                lock (_counting)
                    Lines += LinesInBatch;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }

    private void Take(Guid id, JsonNode answer)
    {
        lock (_counting)
        {
            Answered.Add(id);
            VersionsSeen.Add(answer["models"]!["risk"]!["version"]!.GetValue<string>());
        }
    }

    // The answer; null where there was no good one.
    private async Task<string?> PostAsync(string path, string type, string body)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var content = new StringContent(body, Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, CancellationToken.None);
            var answer = await response.Content.ReadAsStringAsync(CancellationToken.None);
            var refused = response.StatusCode == HttpStatusCode.ServiceUnavailable;
            Count(Stopwatch.GetElapsedTime(started), refused, response.IsSuccessStatusCode || refused ? null : $"{path}: {(int)response.StatusCode} {answer}");
            if (refused)
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), CancellationToken.None);
            return response.IsSuccessStatusCode ? answer : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            Count(Stopwatch.GetElapsedTime(started), refused: false, $"{path}: {fault.GetType().Name} {fault.Message}");
            return null;
        }
    }

    private void Count(TimeSpan latency, bool refused, string? fault)
    {
        lock (_counting)
        {
            _part.Add(latency, refused, fault is not null);
            All.Add(latency, refused, fault is not null);
            if (fault is not null && Faults.Count < 1000)
                Faults.Add(fault);
        }
    }

    private static string Events(Guid decision)
    {
        var now = DateTimeOffset.UtcNow;
        return Event("accepted", 1) + Event("pastDue", 2) + Event("paid", 3);

        string Event(string outcome, int seconds) => JsonSerializer.Serialize(
            new { decisionId = decision, outcome, at = now.AddSeconds(seconds - 60), eventId = $"{decision}-{outcome}" }) + "\n";
    }
}
