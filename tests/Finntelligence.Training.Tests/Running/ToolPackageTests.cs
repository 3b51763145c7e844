using System.Diagnostics;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Tests.Running;

/// <summary>The console as a .NET tool: packed, installed from that package alone, and run in a folder of its own.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_packed_installed_and_run()
    {
        // As it was built for this test.
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        await DotnetAsync("pack", Repository.File("src/Finntelligence.Training"), "--no-build", "-c", configuration, "-o", _folder.File("packages"));
        string package = Path.GetFileName(Directory.GetFiles(_folder.File("packages")).ShouldHaveSingleItem());
        package.ShouldMatch(@"^Finntelligence\.Console\.\d+\.\d+\.\d+\.nupkg$");
        // No other source: what the tool needs is in it.
        string sources = _folder.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="here" value="{_folder.File("packages")}" /></packageSources></configuration>""");
        await DotnetAsync("tool", "install", "Finntelligence.Console", "--tool-path", _folder.File("tools"), "--configfile", sources);
        string tool = Directory.GetFiles(_folder.File("tools"), "finntelligence*").ShouldHaveSingleItem();

        (await RunAsync(tool, "--help")).ShouldContain("finntelligence [command] [options]");
        (await RunAsync(tool, "data", "status")).ShouldContain("Data and stages are up to date.");
        (await RunAsync(tool, "models", "list")).ShouldContain("No model is registered");
    }

    private async Task DotnetAsync(params string[] args) => await RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", args);

    private async Task<string> RunAsync(string program, params string[] args)
    {
        Directory.CreateDirectory(_folder.File("work/data"));
        Directory.CreateDirectory(_folder.File("work/models"));
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.File("work") };
        start.Environment[Workspace.RootVariable] = _folder.File("work");
        // What a test runner sets for itself is not for the tool.
        foreach (string name in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath"])
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(CommandRun.Success, $"{Path.GetFileName(program)} {string.Join(' ', args)}: {await output}{await error}");
        return await output;
    }
}
