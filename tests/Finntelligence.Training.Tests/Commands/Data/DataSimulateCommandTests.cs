using System.IO.Compression;
using System.Text.Json;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Tests.Commands.Data;

public sealed class DataSimulateCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_rows_and_fewer_rows_are_a_prefix()
    {
        string forty = await Simulate(40, 5);
        string fifty = await Simulate(50, 5);
        string other = await Simulate(40, 6);

        fifty.ShouldStartWith(forty);
        (await Simulate(40, 5)).ShouldBe(forty);
        other.ShouldNotBe(forty);
        fifty.Count(c => c == '\n').ShouldBe(51);
    }

    [Fact]
    public async Task A_name_ending_in_gz_is_compressed()
    {
        string path = _console.Folder.File("x.csv.gz");
        (await _console.RunAsync("data", "simulate", "--rows", "40", "--seed", "5", "--out", path)).ShouldBe(0);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        (await reader.ReadToEndAsync()).ShouldBe(await Simulate(40, 5));
    }

    [Fact]
    public async Task Without_a_name_the_products_twin_is_written()
    {
        (await _console.RunAsync("data", "simulate", "--rows", "3", "--json")).ShouldBe(0);
        JsonElement root = JsonDocument.Parse(_console.Output).RootElement;
        root.GetProperty("path").GetString().ShouldBe(_console.Folder.File("data/cash-loan/simulated.csv.gz"));
        root.GetProperty("seed").GetUInt64().ShouldBe(2008UL);
        root.GetProperty("rows").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task The_market_whose_prices_follow_risk_has_the_mood_beside_the_columns_and_needs_a_name()
    {
        string path = _console.Folder.File("market.csv");
        (await _console.RunAsync("data", "simulate", "--market", "confounded", "--strength", "weak", "--rows", "20", "--out", path)).ShouldBe(0);
        File.ReadLines(path).First().ShouldEndWith(",mood");
        File.ReadLines(path).Count().ShouldBe(21);

        (await _console.RunAsync("data", "simulate", "--market", "confounded")).ShouldBe(1);
        _console.Error.ShouldContain("--market confounded needs --out");
        (await _console.RunAsync("data", "simulate", "--strength", "weak", "--out", path)).ShouldBe(1);
        _console.Error.ShouldContain("--strength belongs to --market confounded");
    }

    [Fact]
    public async Task Cancelling_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        string path = _console.Folder.File("x.csv");
        (await _console.RunAsync(cancelled.Token, "data", "simulate", "--out", path)).ShouldBe(CommandRun.Cancelled);
        _console.Error.ShouldBe("Cancelled.\n");
        Directory.GetFiles(_console.Folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_clear_line()
    {
        string file = _console.Folder.Write("file", "x");
        (await _console.RunAsync("data", "simulate", "--rows", "3", "--out", Path.Combine(file, "x.csv"))).ShouldBe(1);
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _console.Error.ShouldNotContain("defect");
    }

    private async Task<string> Simulate(int rows, int seed)
    {
        string path = _console.Folder.File("out.csv");
        (await _console.RunAsync("data", "simulate", "--rows", $"{rows}", "--seed", $"{seed}", "--out", path)).ShouldBe(0);
        return await File.ReadAllTextAsync(path);
    }
}
