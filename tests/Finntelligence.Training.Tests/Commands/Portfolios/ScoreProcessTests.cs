using System.Diagnostics;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Tests.Scoring;
using Finntelligence.Training.Commands.Portfolios;

namespace Finntelligence.Training.Tests.Commands.Portfolios;

/// <summary><c>score</c> as a process of its own, which can be killed, and of which there can be several.</summary>
public sealed class ScoreProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestConsole _console = new();

    public ScoreProcessTests() => _console.ShipModels();

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("ndjson", 2)]
    public async Task A_Run_That_Was_Killed_Goes_On_Without_A_Line_Lost_Or_Doubled(string format, int threads)
    {
        // Several times as many as are scored until the first checkpoint.
        const int Applicants = 40_000;
        var input = _console.Folder.Write($"in.{format}", format == "csv" ? SomeApplicants.Csv(Applicants) : SomeApplicants.Ndjson(Applicants));
        var (output, whole) = (_console.Folder.File("out"), _console.Folder.File("whole"));
        string[] score = ["score", "--in", input, "--threads", $"{threads}"];

        using (var process = Start("dotnet", [ConsoleProgram, .. score, "--out", output]))
        {
            var waited = Stopwatch.StartNew();
            while (!File.Exists(output + ".checkpoint") && !process.HasExited && waited.Elapsed < Patience)
                await Task.Delay(5);
            process.Kill();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(128 + 9);
        }

        File.Exists(output).ShouldBeFalse();
        File.ReadLines(output + ".partial").Count().ShouldBeInRange(1, Applicants - 1);

        (await _console.RunAsync([.. score, "--out", output, "--resume"])).ShouldBe(0, _console.Error);
        (await _console.RunAsync([.. score, "--out", whole])).ShouldBe(0, _console.Error);

        _console.Output.ShouldContain("Going on after line ");
        File.ReadAllBytes(output).AsSpan().SequenceEqual(File.ReadAllBytes(whole)).ShouldBeTrue();
        File.ReadAllText($"{output}.errors.{format}").ShouldBe(File.ReadAllText($"{whole}.errors.{format}"));
        File.Exists(output + ".checkpoint").ShouldBeFalse();
    }

    [GnuParallelTheory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task Shards_By_Gnu_Parallel_Come_To_The_Bytes_Of_One_Run(string format)
    {
        var input = _console.Folder.Write($"in.{format}", format == "csv" ? SomeApplicants.Csv(1000) : SomeApplicants.Ndjson(1000));
        var block = $"{new FileInfo(input).Length / 3}";

        using var process = Start("bash", [Repository.File("tests/Finntelligence.Benchmarks/Offers/shards.sh"), ConsoleProgram, input], ("BLOCK", block));
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(0, said);
        said.ShouldContain("the same bytes as one run");
        int.Parse(said.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(2, said);
    }

    private static string ConsoleProgram => Path.Combine(AppContext.BaseDirectory, typeof(ScoreCommand).Assembly.GetName().Name + ".dll");

    private Process Start(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Workspace.RootVariable] = _console.Folder.Path;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
