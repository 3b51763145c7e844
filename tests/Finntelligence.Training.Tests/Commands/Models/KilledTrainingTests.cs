using System.Diagnostics;
using System.Globalization;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Commands.Models;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary><c>train</c> with files, killed by the system: nothing can be tidied up then.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int FilesThatTellOfLearning = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [LinuxFact]
    public async Task Nothing_Is_Left_But_A_File_That_Was_Being_Made()
    {
        _console.Folder.Write("data/cash-loan/product.json", File.ReadAllBytes(Repository.File("data/cash-loan/product.json")));
        await _console.SayAsync("data", "simulate", "--rows", "20000");
        var scratch = Directory.CreateDirectory(_console.Folder.File("scratch")).FullName;
        var start = new ProcessStartInfo(
            "dotnet", [ConsoleProgram, "train", "--trainer", "MonotoneFastTree", "--memory", "0", "--scratch", scratch])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Workspace.RootVariable] = _console.Folder.Path;

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var waited = Stopwatch.StartNew();
        while (FilesOf(process.Id, scratch) < FilesThatTellOfLearning && !process.HasExited && waited.Elapsed < Patience)
            await Task.Delay(5);
        var files = FilesOf(process.Id, scratch);
        process.Kill();
        await process.WaitForExitAsync();

        files.ShouldBeGreaterThanOrEqualTo(FilesThatTellOfLearning, $"{await output}{await error}");
        process.ExitCode.ShouldBe(128 + 9);
        Directory.GetFileSystemEntries(scratch).Length.ShouldBeLessThanOrEqualTo(1);
        Directory.GetFileSystemEntries(_console.Folder.File("models"), "registry.json", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    // The system tells of a file in memory by the name that it had.
    private static int FilesOf(int process, string scratch)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/maps"))
                .Count(line => line.Contains($"{scratch}/finntelligence-", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string ConsoleProgram => Path.Combine(AppContext.BaseDirectory, typeof(TrainCommand).Assembly.GetName().Name + ".dll");
}

/// <summary>A test that asks what only Linux tells of a process.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux tells of a process which files it has in memory.";
    }
}
