using System.Diagnostics;
using Finntelligence.Api.Tests.Support;

namespace Finntelligence.Api.Tests.Hosting;

/// <summary>
/// The program itself, stopped while it starts. A file that it reads is a pipe, so that it stands still in the midst of its start until the
/// signal is sent.
/// </summary>
public sealed class StopWhileStartingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestWorkspace _workspace = TestWorkspace.WithModels();

    public void Dispose() => _workspace.Dispose();

    [UnixTheory]
    [InlineData("registry", "TERM")]
    [InlineData("registry", "INT")]
    [InlineData("model", "TERM")]
    public async Task A_Stop_That_Comes_During_The_Start_Is_No_Fault(string read, string signal)
    {
        var file = read == "registry" ? _workspace.Registry.StatePath : _workspace.FileOf("risk");
        var content = await File.ReadAllBytesAsync(file);
        File.Delete(file);
        Run("mkfifo", file);
        using var service = Start();
        var said = service.StandardError.ReadToEndAsync();
        var logged = service.StandardOutput.ReadToEndAsync();
        try
        {
            // A pipe opens when both sides do.
            await using (var pipe = await Task.Run(() => new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)).WaitAsync(Patience))
            {
                // Whoever opens it after this finds the file.
                File.Delete(file);
                await File.WriteAllBytesAsync(file, content);
                Run("kill", $"-{signal}", $"{service.Id}");
                try
                {
                    await pipe.WriteAsync(content);
                }
                catch (IOException)
                {
                    // It reads no further.
                }
            }

            using var limit = new CancellationTokenSource(Patience);
            await service.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!service.HasExited)
                service.Kill();
        }

        service.ExitCode.ShouldBe(0, await said + await logged);
        (await said).ShouldBeEmpty();
        (await logged).ShouldNotContain("Exception");
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(Program).Assembly.Location, $"--Finntelligence:Root={_workspace.Root}", "--urls=http://127.0.0.1:0"])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit(Patience).ShouldBeTrue();
        process.ExitCode.ShouldBe(0);
    }
}

/// <summary>A theory about pipes and signals, which Windows has none of.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has neither named pipes among its files nor these signals.";
    }
}
