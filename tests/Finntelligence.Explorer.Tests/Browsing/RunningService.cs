using System.Diagnostics;

namespace Finntelligence.Explorer.Tests.Browsing;

/// <summary>The real service as a process of its own, over the shipped products, on a port that the system chose. Killed with this.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private RunningService(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="settings">As on the command line.</param>
    public static async Task<RunningService> StartAsync(params string[] settings)
    {
        string[] all =
        [
            Path.Combine(AppContext.BaseDirectory, "Finntelligence.Api.dll"), $"--Finntelligence:Root={Repository.Root}",
            "--Finntelligence:DecisionLog:Mode=off", "--Finntelligence:WarmUp=0",
            .. settings.Any(s => s.StartsWith("--urls", StringComparison.Ordinal)) ? settings : ["--urls=http://127.0.0.1:0", .. settings],
        ];
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", all) { RedirectStandardOutput = true })!;
        try
        {
            return new RunningService(process, await ListeningAsync(process));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Uri> ListeningAsync(Process service)
    {
        using var limit = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await service.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            said.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Nobody else reads what it says, and a full pipe would stop it.
                _ = service.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(line[(at + Listening.Length)..]);
            }
        }

        throw new EndOfStreamException("The service ended without listening:\n" + string.Join('\n', said));
    }
}
