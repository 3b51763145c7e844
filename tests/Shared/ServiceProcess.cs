using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Finntelligence.Testing;

/// <summary>The service as a process of its own, over a folder of data and models, on a port that the system chose. Killed with this, if it still runs.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    // A machine that does much else is slow, not wrong.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="root">The folder above its data and models.</param>
    /// <param name="shell">What a shell does before it becomes the service; null for no shell.</param>
    /// <param name="settings">As on the command line.</param>
    public static async Task<ServiceProcess> StartAsync(string root, string? shell = null, params string[] settings)
    {
        string[] command =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Path.Combine(AppContext.BaseDirectory, "Finntelligence.Api.dll"),
            $"--Finntelligence:Root={root}", "--urls=http://127.0.0.1:0", "--Finntelligence:WarmUp=0", .. settings,
        ];
        if (shell is not null)
            command = ["sh", "-c", $"{shell}; exec \"$@\"", "sh", .. command];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        try
        {
            return new ServiceProcess(process, await ListeningAsync(process));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Asks it to stop, as an operator's system does.</summary>
    /// <exception cref="InvalidOperationException">It runs no more.</exception>
    public void Terminate()
    {
        if (Kill(Id, signal: 15) != 0)
            throw new InvalidOperationException("The service runs no more.");
    }

    /// <summary>Ends it at once, whatever it does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
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

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
