using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Finntelligence.Api.Callers;
using Finntelligence.Api.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Finntelligence.Api.Tests.Callers;

public sealed class CallerLimitsTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_caller_who_asks_too_often_is_told_to_wait_and_probes_are_not()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:Callers:RequestsPerSecond", "1"));
        var refused = await FirstAsync(service, HttpStatusCode.TooManyRequests);

        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
        await refused.ProblemAsync();
        for (var i = 0; i < 20; i++)
            (await service.CreateClient().GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Costly_work_without_a_place_is_refused_and_the_rest_goes_on()
    {
        await using var service = new TestService(
            _workspace, ("Finntelligence:Callers:CostlyAtOnce", "1"), ("Finntelligence:Callers:CostlyWaiting", "0"));
        var exact = TestService.With(json => json["search"] = new JsonObject { ["mode"] = "exact" });
        using (await service.Services.GetRequiredService<CostlyWork>().TakeAsync(default))
        {
            (await PostAsync(service, "/predict", TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var (path, body) in ((string, string)[])[("/predict", exact), ("/offers/explore", TestService.ValidBody)])
            {
                using var refused = await PostAsync(service, path, body);
                refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
                refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
                await refused.ProblemAsync();
            }
        }

        (await PostAsync(service, "/predict", exact)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(service, "/offers/explore", TestService.ValidBody)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("BatchesAtOnce")]
    [InlineData("BatchesOfCaller")]
    public async Task Batches_have_places_of_all_and_of_each_caller(string setting)
    {
        await using var service = new TestService(_workspace, ($"Finntelligence:Callers:{setting}", "1"));
        var line = JsonNode.Parse(TestService.ValidBody)!.ToJsonString();
        var places = service.Services.GetRequiredService<BatchPlaces>();
        using (places.Take(new DefaultHttpContext()).ShouldNotBeNull())
        {
            places.InUse.ShouldBe(1);
            (await PostAsync(service, "/predict/batch", line, "application/x-ndjson")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }

        (await PostAsync(service, "/predict/batch", line, "application/x-ndjson")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (places.InUse, places.Taken).ShouldBe((0, 2));
    }

    [Fact]
    public async Task A_client_of_a_batch_that_never_reads_is_cut_off_and_its_place_is_free_again()
    {
        await using var service = ServiceApp.Build(
        [
            $"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Serilog:MinimumLevel:Default=Fatal",
            "--Finntelligence:Callers:UnreadFor=00:00:01", "--Finntelligence:Callers:BatchesAtOnce=1",
        ]);
        await service.StartAsync();
        var address = new Uri(service.Urls.First());
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(address.Host, address.Port);
        var line = JsonNode.Parse(TestService.With(json => json["explain"] = true))!.ToJsonString() + "\n";
        await client.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: {1 << 30}\r\n\r\n"));

        await Should.ThrowAsync<SocketException>(async () =>
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 100)));
            while (true)
                await client.SendAsync(block, limit.Token);
        });

        using var http = new HttpClient { BaseAddress = address };
        using var content = new StringContent(line, Encoding.UTF8, "application/x-ndjson");
        (await http.PostAsync("/predict/batch", content)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> FirstAsync(TestService service, HttpStatusCode status)
    {
        for (var i = 0; i < 500; i++)
        {
            var response = await PostAsync(service, "/predict", TestService.ValidBody);
            if (response.StatusCode == status)
                return response;
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Dispose();
        }

        throw new InvalidOperationException($"No answer had the status {status}.");
    }

    private static async Task<HttpResponseMessage> PostAsync(TestService service, string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await service.CreateClient().PostAsync(path, content);
    }
}
