using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Seeing;

/// <summary>A fact about a real Prometheus; reported as skipped where there is none (Debian: prometheus).</summary>
public sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute()
    {
        if (!File.Exists(Prometheus) || !File.Exists(Promtool))
            Skip = "prometheus and promtool are not installed.";
    }

    public static string Prometheus => "/usr/bin/prometheus";

    public static string Promtool => "/usr/bin/promtool";
}

[Collection(nameof(MetricsTests))]
public sealed class PrometheusTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [PrometheusFact]
    public async Task Promtool_accepts_the_rules_and_the_settings()
    {
        await RunAsync(PrometheusFactAttribute.Promtool, "check", "rules", Repository.File("deploy/prometheus/alerts.yml"));
        foreach (var settings in (string[])["prometheus.yml", "compose.yml"])
            await RunAsync(PrometheusFactAttribute.Promtool, "check", "config", Repository.File($"deploy/prometheus/{settings}"));
    }

    [PrometheusFact]
    public async Task A_real_Prometheus_scrapes_the_right_number()
    {
        await using var service = ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", "--Serilog:MinimumLevel:Default=Fatal"]);
        await service.StartAsync();
        var address = new Uri(service.Urls.First());
        using var http = new HttpClient();
        for (var i = 0; i < 7; i++)
        {
            using var content = new StringContent(TestService.ValidBody, Encoding.UTF8, "application/json");
            (await http.PostAsync(new Uri(address, "predict"), content)).EnsureSuccessStatusCode();
        }

        using var folder = new TestFolder();
        var settings = folder.Write("prometheus.yml", $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: finntelligence
                static_configs: [{ targets: ["{{address.Authority}}"] }]
            """);
        var port = FreePort();
        using var prometheus = Process.Start(new ProcessStartInfo(
            PrometheusFactAttribute.Prometheus,
            [$"--config.file={settings}", $"--storage.tsdb.path={folder.File("data")}", $"--web.listen-address=127.0.0.1:{port}"])
        {
            RedirectStandardError = true,
        })!;
        try
        {
            // Nobody else reads what it says, and a full pipe would stop it.
            _ = prometheus.StandardError.BaseStream.CopyToAsync(Stream.Null);
            (await ValueAsync(http, $"http://127.0.0.1:{port}/api/v1/query?query=sum(finntelligence_decisions_total)")).ShouldBe("7");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync();
        }
    }

    private static async Task<string> ValueAsync(HttpClient http, string query)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                var result = JsonNode.Parse(await http.GetStringAsync(query, limit.Token))!["data"]!["result"]!.AsArray();
                if (result.Count > 0)
                    return result[0]!["value"]![1]!.GetValue<string>();
            }
            catch (HttpRequestException)
            {
                // It is still starting.
            }

            await Task.Delay(200, limit.Token);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, said);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
