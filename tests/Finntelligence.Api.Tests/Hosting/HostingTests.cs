using System.Net;
using System.Net.Sockets;
using System.Text;
using Finntelligence.Api.Tests.Support;
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

        (await ReadUntilAsync(client, "65536")).ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task Broken_Chunk_Is_The_Clients_Fault()
    {
        await using var service = await StartAsync();
        using var client = await ConnectAsync(service);
        await SendAsync(client, "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

        (await ReadUntilAsync(client, "}")).ShouldStartWith("HTTP/1.1 400");
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

        said.ShouldContain("name: Must be a string");
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
            string[] all = [$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", .. arguments];
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
    private async Task<WebApplication> StartAsync()
    {
        var service = ServiceApp.Build([$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0"]);
        await service.StartAsync();
        return service;
    }

    private static async Task<Socket> ConnectAsync(WebApplication service)
    {
        var address = new Uri(service.Urls.First());
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
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
