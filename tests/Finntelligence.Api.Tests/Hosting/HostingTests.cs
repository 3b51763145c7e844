using System.Net;
using System.Net.Sockets;
using System.Text;
using Finntelligence.Api.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Tests.Hosting;

public sealed class HostingTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Requests_In_Flight_Finish_When_The_Service_Stops()
    {
        await using var service = new TestService(_workspace);
        service.UseKestrel(0);
        service.StartServer();
        var body = Encoding.UTF8.GetBytes(TestService.ValidBody);
        using var client = await ConnectAsync(service);
        await SendAsync(client, $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        // The server says so when the handler begins to read: the request is in flight.
        (await ReadUntilAsync(client, "\r\n\r\n")).ShouldStartWith("HTTP/1.1 100");

        var stopping = service.Services.GetRequiredService<IHost>().StopAsync();
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
        await using var service = new TestService(_workspace);
        service.UseKestrel(0);
        service.StartServer();
        using var client = await ConnectAsync(service);
        await SendAsync(client, $"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{header}\r\n{chunk}");
        await SendAsync(client, new string(' ', 70_000));

        (await ReadUntilAsync(client, "65536")).ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task Broken_Chunk_Is_The_Clients_Fault()
    {
        await using var service = new TestService(_workspace);
        service.UseKestrel(0);
        service.StartServer();
        using var client = await ConnectAsync(service);
        await SendAsync(client, "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

        (await ReadUntilAsync(client, "}")).ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("Finntelligence:MaximumBodyBytes", "0", "Finntelligence:MaximumBodyBytes")]
    [InlineData("Finntelligence:Models:PollInterval", "00:00:00", "Finntelligence:Models:PollInterval")]
    [InlineData("Finntelligence:Models:RiskFile", "risk.zip", "AcceptanceFile")]
    [InlineData("Finntelligence:Product", "../elsewhere", "Finntelligence:Product")]
    public async Task Unusable_Setting_Is_Refused_By_Name(string key, string value, string named)
    {
        await using var service = new TestService(_workspace, (key, value));

        Should.Throw<OptionsValidationException>(() => service.CreateClient()).Message.ShouldContain(named);
    }

    [Theory]
    [InlineData("{ \"name\": 1 }", "", "name:")]
    [InlineData(null, "", "product.json")]
    [InlineData("{}", "--Finntelligence:Models:PollInterval=often", "Finntelligence:Models:PollInterval")]
    public void Mistake_Of_The_User_Ends_The_Program_With_One_And_Says_Why(string? product, string argument, string said)
    {
        if (product is null)
            File.Delete(_workspace.ProductFile);
        else
            File.WriteAllText(_workspace.ProductFile, product);
        var console = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            string[] arguments = [$"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0", argument];

            typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments]).ShouldBe(1);
        }
        finally
        {
            Console.SetError(console);
        }
        var text = errors.ToString();
        text.ShouldStartWith("The service cannot start.");
        text.ShouldContain(said);
        text.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Body_Limit_Is_A_Setting()
    {
        await using var service = new TestService(_workspace, ("Finntelligence:MaximumBodyBytes", "2048"));

        (await service.PostAsync(TestService.ValidBody.PadRight(2048))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.PostAsync(TestService.ValidBody.PadRight(2049))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<Socket> ConnectAsync(TestService service)
    {
        var address = new Uri(service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
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
