using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Decisions.Storage;

namespace Finntelligence.Api.Tests.Recording;

/// <summary>The service as a process whose files may grow no further: its writes fail as on a full disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int FileSize = 1;
    private const int Answered = 20;

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [LinuxFact]
    public async Task A_full_disk_answers_503_until_there_is_room_and_loses_nothing_that_was_answered()
    {
        // Else the signal ends it before a write can fail.
        using var service = await ServiceProcess.StartAsync(_workspace.Root, shell: "trap '' XFSZ");
        using var http = new HttpClient { BaseAddress = service.Address };
        var kept = new List<Guid>();
        for (var i = 0; i < Answered; i++)
            kept.Add(await AnsweredAsync(http));

        var largest = new DirectoryInfo(Path.Combine(_workspace.Root, "var")).EnumerateFiles().Max(f => f.Length);
        Limit(service.Id, (ulong)largest + (256 << 10));
        var refused = await UntilRefusedAsync(http, kept);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await http.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await UntilNotReadyAsync(http);
        (await PostAsync(http)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        Limit(service.Id, ulong.MaxValue);
        kept.Add(await AnsweredAsync(http));
        (await http.GetAsync("health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var store = new LogPlace(Path.Combine(_workspace.Root, "var", "decisions.db"), null).Open(create: false);
        (await store.ReadAsync(null, null, default).Select(d => Guid.Parse(d.Id)).ToArrayAsync()).ShouldBe(kept, ignoreOrder: true);
    }

    private static async Task<HttpResponseMessage> UntilRefusedAsync(HttpClient http, List<Guid> kept)
    {
        for (var i = 0; i < 20_000; i++)
        {
            var response = await PostAsync(http);
            if (response.StatusCode != HttpStatusCode.OK)
                return response;
            kept.Add(await IdAsync(response));
        }

        throw new InvalidOperationException("The disk never got full.");
    }

    // What the probe tries to write is less than a record; it may find room a few times more.
    private static async Task UntilNotReadyAsync(HttpClient http)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await http.GetAsync("health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable)
                return;
        }

        throw new InvalidOperationException("It stays ready.");
    }

    private static async Task<Guid> AnsweredAsync(HttpClient http)
    {
        var response = await PostAsync(http);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await IdAsync(response);
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["decisionId"]!.GetValue<Guid>();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http)
    {
        using var content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json");
        return await http.PostAsync("predict", content);
    }

    // The soft limit alone, so that it can be lifted again.
    private static void Limit(int process, ulong bytes)
    {
        var limits = new Limits(bytes, ulong.MaxValue);
        SetLimits(process, FileSize, in limits, 0).ShouldBe(0, Marshal.GetLastPInvokeErrorMessage());
    }

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimits(int process, int resource, in Limits limits, nint before);

    private readonly record struct Limits(ulong Soft, ulong Hard);
}

/// <summary>A fact about limits that Linux sets to a process.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux limits the files of a process that runs.";
    }
}
