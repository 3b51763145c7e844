using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Hosting;

/// <summary>Where the log goes.</summary>
public sealed class LoggingTests : IDisposable
{
    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Started_From_Another_Folder_It_Finds_Its_Settings_And_Logs()
    {
        using var service = Start();

        var line = await FirstAsync(service.StandardOutput, "Now listening on: ");

        service.Kill();
        line.ShouldMatch(@"^\d{4}-\d\d-\d\dT\S+ INF Microsoft\.Hosting\.Lifetime Now listening on: http://127\.0\.0\.1:\d+$");
    }

    [Theory]
    [InlineData("", "Nothing will be logged: no sink is configured.")]
    [InlineData("Nowhere", "Unable to find a method called Nowhere")]
    public async Task Without_A_Sink_It_Says_So_On_Standard_Error(string sink, string said)
    {
        using var service = Start(("Serilog__WriteTo__0__Name", sink));

        var line = await FirstAsync(service.StandardError, said);

        service.Kill();
        line.ShouldContain(said);
        (await service.StandardOutput.ReadToEndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_A_Sink_Holds_Back_Is_Written_When_The_Host_Stops()
    {
        var file = Path.Combine(_workspace.Root, "service.log");
        await using (var service = new TestService(
            _workspace,
            ("Serilog:Using:1", "Serilog.Sinks.File"),
            ("Serilog:WriteTo:1:Name", "File"),
            ("Serilog:WriteTo:1:Args:path", file),
            ("Serilog:WriteTo:1:Args:buffered", "true"),
            ("Serilog:WriteTo:1:Args:restrictedToMinimumLevel", "Information")))
        {
            using var answer = await service.CreateClient().GetAsync("/");
            new FileInfo(file).Length.ShouldBe(0);
        }

        // The factory does not wait for the program's own end, which is what writes it.
        var waited = Stopwatch.StartNew();
        while (new FileInfo(file).Length == 0 && waited.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(10);
        (await File.ReadAllTextAsync(file)).ShouldContain("GET / 200 in ");
    }

    [Fact]
    public async Task A_Busy_Port_Is_One_Clear_Message_Without_A_Stack_Trace()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        using var service = StartAt($"http://{busy.LocalEndpoint}");
        var output = service.StandardOutput.ReadToEndAsync();

        var errors = await service.StandardError.ReadToEndAsync();
        await service.WaitForExitAsync();

        service.ExitCode.ShouldBe(1);
        errors.ShouldBe($"The service cannot start. Failed to bind to address http://{busy.LocalEndpoint}: address already in use.{Environment.NewLine}");
        (await output).ShouldNotContain("   at ");
        (await output).ShouldNotContain(" FTL ");
    }

    private Process Start(params (string Name, string Value)[] environment) => StartAt("http://127.0.0.1:0", environment);

    private Process StartAt(string url, params (string Name, string Value)[] environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, typeof(Program).Assembly.GetName().Name + ".dll");
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [program, $"--Finntelligence:Root={_workspace.Root}", $"--urls={url}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<string> FirstAsync(StreamReader reader, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new EndOfStreamException($"The service ended without saying '{text}'.");
    }
}
