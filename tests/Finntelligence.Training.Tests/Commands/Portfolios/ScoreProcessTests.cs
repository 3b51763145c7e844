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
        var (output, whole) = (_console.Folder.File("out"), _console.Folder.File("whole"));
        // Several times as many as are scored until the first checkpoint; more where the machine was done before the kill.
        var applicants = 40_000;
        string[] score = Score(applicants);
        while (!KilledAfterItsFirstCheckpoint(score, output))
        {
            applicants.ShouldBeLessThan(1_000_000, "No run could be killed before its end.");
            score = Score(applicants *= 3);
        }

        File.Exists(output).ShouldBeFalse();
        File.ReadLines(output + ".partial").Count().ShouldBeInRange(1, applicants - 1);

        (await _console.RunAsync([.. score, "--out", output, "--resume"])).ShouldBe(0, _console.Error);
        (await _console.RunAsync([.. score, "--out", whole])).ShouldBe(0, _console.Error);

        _console.Output.ShouldContain("Going on after line ");
        File.ReadAllBytes(output).AsSpan().SequenceEqual(File.ReadAllBytes(whole)).ShouldBeTrue();
        File.ReadAllText($"{output}.errors.{format}").ShouldBe(File.ReadAllText($"{whole}.errors.{format}"));
        File.Exists(output + ".checkpoint").ShouldBeFalse();

        string[] Score(int count)
        {
            var input = _console.Folder.Write($"in.{format}", format == "csv" ? SomeApplicants.Csv(count) : SomeApplicants.Ndjson(count));
            return ["score", "--in", input, "--threads", $"{threads}"];
        }
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

    // False where the run was at its end before the kill. Looks from a thread of its own: the pool's are busy with other tests.
    private bool KilledAfterItsFirstCheckpoint(string[] score, string output)
    {
        using var process = Start("dotnet", [ConsoleProgram, .. score, "--out", output]);
        var killer = new Thread(() =>
        {
            var waited = Stopwatch.StartNew();
            while (!File.Exists(output + ".checkpoint") && !process.HasExited && waited.Elapsed < Patience)
                Thread.Sleep(1);
            process.Kill();
        });
        killer.Start();
        killer.Join();
        process.WaitForExit();
        process.ExitCode.ShouldBeOneOf(0, 128 + 9);
        if (process.ExitCode == 0)
            File.Delete(output);
        return process.ExitCode != 0;
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
