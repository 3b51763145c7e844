using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Finntelligence.Api.Tests.Support;
using Finntelligence.Api.Tests.Support.Contract;
using Microsoft.AspNetCore.Builder;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class HostingTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Requests_In_Flight_Finish_When_The_Service_Stops()
    {
        await using var service = await StartAsync();
        var body = Encoding.UTF8.GetBytes(TestService.ValidBody);
        using var client = await ConnectAsync(service);
        await SendAsync(client, $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        // The server says so when the handler begins to read: the request is in flight.
        (await ReadUntilAsync(client, "\r\n\r\n")).ShouldStartWith("HTTP/1.1 100");

        var stopping = service.StopAsync();
        await client.SendAsync(body);
        var answer = await ReadUntilAsync(client, "acceptance\":{\"version");

        answer.ShouldStartWith("HTTP/1.1 200");
        await stopping;
    }

    [Theory]
    [InlineData("Content-Length: 70000\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n", "11170\r\n")]
    public async Task Too_Large_A_Body_Is_413_On_The_Real_Server_Too(string header, string chunk)
    {
        await using var service = await StartAsync();
        using var client = await ConnectAsync(service);
        await SendAsync(client, $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{header}\r\n{chunk}");
        await SendAsync(client, new string(' ', 70_000));

        var answer = await ReadUntilAsync(client, "}");
        answer.ShouldContain("65536");
        answer.ShouldStartWith("HTTP/1.1 413");
        await CheckAsync(service, "/predict", answer);
    }

    [Theory]
    [InlineData("/predict", "application/json", "xyz")]
    [InlineData("/predict", "application/json", "80000000")]
    [InlineData("/predict", "application/json", "FFFFFFFFFFFFFFFFFF")]
    [InlineData("/offers/explore", "application/json", "80000000")]
    [InlineData("/predict/batch", "application/x-ndjson", "80000000")]
    public async Task Broken_Chunk_Is_The_Clients_Fault(string path, string type, string size)
    {
        await using var service = await StartAsync();
        using var client = await ConnectAsync(service);
        await SendAsync(client, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n");

        var answer = await ReadUntilAsync(client, "}");
        answer.ShouldStartWith("HTTP/1.1 400");
        await CheckAsync(service, path, answer);
    }

    [Fact]
    public async Task A_Service_That_Stops_Answers_And_Tells_Its_Clients_To_Close()
    {
        // With the end of the chunks, so that nothing of it is left for the next one.
        const string End = "live\"}\r\n0\r\n\r\n";
        const string Request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        await using var service = await StartAsync("--Finntelligence:DrainTime=00:05:00");
        using var client = await ConnectAsync(service);
        await SendAsync(client, Request);
        (await ReadUntilAsync(client, End)).ShouldNotContain("Connection: close");

        var stopping = service.StopAsync();
        // On a connection that was idle when the stop came.
        await SendAsync(client, Request);
        var answer = await ReadUntilAsync(client, End);

        answer.ShouldStartWith("HTTP/1.1 200");
        answer.ShouldContain("Connection: close");
        // With the last connection gone there is nothing to wait for.
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_Client_That_Reads_Nothing_Does_Not_Hold_Up_The_Stop()
    {
        await using var service = await StartAsync(
            "--Finntelligence:ShutdownTimeout=00:30:00", "--Finntelligence:DrainTime=00:00:00", "--Finntelligence:ReadPatience=00:00:00.3");
        using var client = await ConnectAsync(service, receiveBuffer: 4096);
        await SendAsync(client, "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        var lines = string.Concat(Enumerable.Repeat(TestService.With(_ => { }) + "\n", 50));
        var chunk = Encoding.ASCII.GetBytes($"{lines.Length:X}\r\n{lines}\r\n");
        // Until nothing moves any more.
        while (await client.SendAsync(chunk).WaitAsync(TimeSpan.FromSeconds(3)).ContinueWith(sent => sent.IsCompletedSuccessfully))
        {
        }

        await service.StopAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("Models:PollInterval=often", "Finntelligence:Models:PollInterval")]
    [InlineData("Models:PollInterval=00:00:00", "Finntelligence:Models:PollInterval")]
    [InlineData("Models:RiskFile=risk.zip", "AcceptanceFile")]
    [InlineData("Models:Alias=", "Finntelligence:Models:Alias")]
    [InlineData("MaximumBodyBytes=0", "Finntelligence:MaximumBodyBytes")]
    [InlineData("ShutdownTimeout=-00:00:01", "Finntelligence:ShutdownTimeout")]
    [InlineData("Product=../elsewhere", "Finntelligence:Product")]
    [InlineData("Product=unknown", "unknown")]
    [InlineData("Models:Alis=staging", "Alis")]
    public void Unusable_Setting_Ends_The_Program_With_One_And_Is_Named(string setting, string said) =>
        Run($"--Finntelligence:{setting}").ShouldContain(said);

    [Fact]
    public void Unusable_Product_Ends_The_Program_With_One_And_Its_Faults_Are_Named()
    {
        File.WriteAllText(_workspace.ProductFile, "{ \"name\": 1 }");

        var said = Run();

        said.ShouldContain("name (line 1): Must be a string");
        said.ShouldContain("applicant: Is missing");
    }

    [Fact]
    public async Task Body_Limit_Is_A_Setting()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:MaximumBodyBytes", "2048"));

        (await service.PostAsync(TestService.ValidBody.PadRight(2048))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.PostAsync(TestService.ValidBody.PadRight(2049))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    // What a program that should end at once says on stderr.
    private string Run(params string[] arguments)
    {
        var console = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            string[] all = [$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", .. arguments];
            typeof(Program).Assembly.EntryPoint!.Invoke(null, [all]).ShouldBe(1);
        }
        finally
        {
            Console.SetError(console);
        }
        var text = errors.ToString();
        text.ShouldStartWith("The service cannot start.");
        text.ShouldNotContain("   at ");
        return text;
    }

    // On the real server, which the in-memory one does not stand for where sockets matter.
    private async Task<WebApplication> StartAsync(params string[] arguments)
    {
        var service = ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", .. arguments]);
        await service.StartAsync();
        return service;
    }

    // What came over a socket is held against the document as everything else is.
    private static async Task CheckAsync(WebApplication service, string path, string answer)
    {
        using var http = new HttpClient();
        var contract = new ServedContract(await http.GetStringAsync(new Uri(new Uri(service.Urls.First()), "/openapi/v1.json")));
        var status = (HttpStatusCode)int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
        contract.Check("POST", path, status, "application/problem+json", answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)]);
    }

    private static async Task<Socket> ConnectAsync(WebApplication service, int? receiveBuffer = null)
    {
        var address = new Uri(service.Urls.First());
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size)
            client.ReceiveBufferSize = size;
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }

    private static async Task SendAsync(Socket client, string text) => await client.SendAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> ReadUntilAsync(Socket client, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var received = new StringBuilder();
        var buffer = new byte[4096];
        while (!received.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await client.ReceiveAsync(buffer, limit.Token);
            count.ShouldBeGreaterThan(0, received.ToString());
            received.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        return received.ToString();
    }
}
