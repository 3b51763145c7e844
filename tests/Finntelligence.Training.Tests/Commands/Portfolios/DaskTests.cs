using System.Diagnostics;
using System.IO.Compression;
using Finntelligence.Portfolios.Tests.Scoring;
using Finntelligence.Training.Commands.Portfolios;

namespace Finntelligence.Training.Tests.Commands.Portfolios;

/// <summary>The console on a cluster: a scheduler and two workers of Dask, as processes on loopback.</summary>
public sealed class DaskTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly TestConsole _console = new();

    public DaskTests() => _console.ShipModels();

    public void Dispose() => _console.Dispose();

    [DaskFact]
    public async Task Any_number_of_partitions_comes_to_the_bytes_of_one_run_and_what_XGBoost_learned_there_is_served()
    {
        string applicants = _console.Folder.Write("applicants.csv", SomeApplicants.Csv(400));
        string history = _console.Folder.File("history.csv");
        await using (var zipped = new GZipStream(File.OpenRead(Repository.File("data/cash-loan/simulated.csv.gz")), CompressionMode.Decompress))
        await using (var plain = File.Create(history))
            await zipped.CopyToAsync(plain);

        using var process = Process.Start(new ProcessStartInfo(
            DaskFactAttribute.Python, [Repository.File("tests/distributed/dask_proof.py"), ConsoleProgram, ServiceProgram, _console.Folder.Path, applicants, history])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var (said, faults) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        process.ExitCode.ShouldBe(0, $"{await said}\n{await faults}");
        (await said).TrimEnd().ShouldEndWith("proved");
        (await said).ShouldContain("A worker was killed while it had a partition.");
    }

    private static string ConsoleProgram => Path.Combine(AppContext.BaseDirectory, typeof(ScoreCommand).Assembly.GetName().Name + ".dll");

    // Built with the tests, into its own folder: the console must not know the service.
    private static string ServiceProgram => Repository.File(Path.Combine(
        "src/Finntelligence.Api", Path.GetRelativePath(Repository.File("tests/Finntelligence.Training.Tests"), AppContext.BaseDirectory), "Finntelligence.Api.dll"));
}
