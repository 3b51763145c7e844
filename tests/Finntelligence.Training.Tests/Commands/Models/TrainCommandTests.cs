using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>Trains on a small twin; what training makes of the real data is in RealModelTests.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public TrainCommandTests() =>
        _console.Folder.Write("data/cash-loan/product.json", File.ReadAllBytes(Repository.File("data/cash-loan/product.json")));

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Rows_in_files_give_the_same_models_byte_for_byte()
    {
        _console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());
        (await Simulate("3000")).ShouldBe(0, _console.Error);
        (await _console.RunAsync("train")).ShouldBe(0, _console.Error);
        var scratch = Directory.CreateDirectory(_console.Folder.File("scratch")).FullName;

        (await _console.RunAsync("train", "--memory", "100kB", "--scratch", scratch, "--threads", "2")).ShouldBe(0, _console.Error);

        foreach (var kind in (string[])["risk", "acceptance"])
            Directory.GetDirectories(_console.Folder.File($"models/cash-loan/{kind}")).Length.ShouldBe(1);
        Directory.GetFileSystemEntries(scratch).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--memory", "much", "--memory takes a size such as 4GB, 512MB or 2GiB, not 'much'.")]
    [InlineData("--memory", "4 horses", "not '4 horses'.")]
    [InlineData("--scratch", "absent", "--scratch: there is no folder absent.")]
    public async Task Memory_that_is_none_is_refused(string option, string value, string fault)
    {
        (await Simulate("3000")).ShouldBe(0, _console.Error);
        (await _console.RunAsync("train", option, value)).ShouldBe(1);
        _console.Error.ShouldContain(fault);
        Directory.Exists(_console.Folder.File("models/cash-loan/risk")).ShouldBeFalse();
    }

    [Fact]
    public async Task Train_leaves_production_to_a_person_and_repeats_itself_byte_for_byte()
    {
        (await Simulate("4000")).ShouldBe(0, _console.Error);
        (await _console.RunAsync("train")).ShouldBe(0, _console.Error);
        _console.Output.ShouldContain("the simulated twin");
        _console.Output.ShouldContain("Both are in staging; nothing is in production, so no service can start on them yet.");
        _console.Output.ShouldContain("`models promote both --alias production` refuses them without --force and --reason.");

        (await _console.RunAsync("models", "promote", "both", "--alias", "production")).ShouldBe(1);
        _console.Error.ShouldContain("risk data: simulated (simulated.csv.gz), needed a history that customers lived");
        await _console.SayAsync("models", "promote", "both", "--alias", "production", "--force", "--reason", "a test");
        (await _console.RunAsync("train", "--threads", "1")).ShouldBe(0, _console.Error);
        _console.Output.ShouldContain("the very models in production, byte for byte");
        Directory.GetDirectories(_console.Folder.File("models/cash-loan/risk")).Length.ShouldBe(FastTreeNative.Exists ? 2 : 1);
    }

    [Fact]
    public async Task Another_training_goes_to_staging_and_leaves_production_alone()
    {
        await Simulate("4000");
        await _console.RunAsync("train");
        await _console.SayAsync("models", "promote", "both", "--alias", "production", "--force", "--reason", "a test");
        (await _console.RunAsync("train", "--seed", "2", "--json")).ShouldBe(0, _console.Error);

        using var registry = JsonDocument.Parse(File.ReadAllText(_console.Folder.File("models/cash-loan/registry.json")));
        foreach (var kind in (string[])["risk", "acceptance"])
        {
            var aliases = registry.RootElement.GetProperty("models").GetProperty(kind).GetProperty("aliases");
            var trainers = FastTreeNative.Exists ? 2 : 1;
            aliases.GetProperty("production").GetInt32().ShouldBeInRange(1, trainers);
            aliases.GetProperty("staging").GetInt32().ShouldBeInRange(trainers + 1, 2 * trainers);
        }
    }

    [Fact]
    public async Task Without_any_history_it_says_what_to_do()
    {
        (await _console.RunAsync("train")).ShouldBe(1);
        _console.Error.ShouldContain("data import --from");
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_history_without_the_products_columns_is_named()
    {
        _console.Folder.Write("data/cash-loan/raw/history.csv", "risk,offer4\nLOW,7\n");
        (await _console.RunAsync("train")).ShouldBe(1);
        _console.Error.ShouldContain("lacks \"grossincome\"");
    }

    [Fact]
    public async Task A_history_with_one_outcome_only_is_refused()
    {
        await Simulate("200");
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(
            File.OpenRead(_console.Folder.File("data/cash-loan/simulated.csv.gz")), System.IO.Compression.CompressionMode.Decompress));
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var takeUp = Array.IndexOf(lines[0].Split(','), "tookup");
        _console.Folder.Write("data/cash-loan/raw/history.csv", string.Join('\n', lines.Where(l => l.Split(',')[takeUp] is "tookup" or "0")) + "\n");
        (await _console.RunAsync("train")).ShouldBe(1);
        _console.Error.ShouldContain("rows for the acceptance model, 0 of them with the event");
    }

    [Fact]
    public async Task A_named_history_is_read_as_an_import_reads_it()
    {
        _console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());
        await Simulate(TrainedWorkspace.Rows);
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(
            File.OpenRead(_console.Folder.File("data/cash-loan/simulated.csv.gz")), System.IO.Compression.CompressionMode.Decompress));
        var rows = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToArray();
        var dormancy = Array.IndexOf(rows[0], "dormancy");
        foreach (var row in rows.Skip(1))
            row[dormancy] += " months";
        var named = _console.Folder.Write("simulated-export.csv", string.Join('\n', rows.Select(r => string.Join(';', r))) + "\n");

        (await _console.RunAsync("train", "--data", named, "--threads", "2")).ShouldBe(0, _console.Error);

        _console.Output.ShouldContain("dormancy: 1,500 cells read as");
        _console.Output.ShouldContain("1,500");
        _console.Error.ShouldContain("`data import` it");

        _console.Forget();
        File.AppendAllText(named, string.Join(';', rows[1]).Replace($"{rows[1][dormancy]}", "a while", StringComparison.Ordinal) + "\n");
        (await _console.RunAsync("train", "--data", named)).ShouldBe(1);
        _console.Error.ShouldContain("dormancy");
        _console.Error.ShouldContain("a while");
    }

    [Theory]
    [InlineData("--threads", "-1")]
    [InlineData("--seed", "many")]
    [InlineData("--data", "nowhere.csv")]
    [InlineData("--trainer", "LightGbm")]
    public async Task A_bad_option_is_one_clear_line(string option, string value)
    {
        (await _console.RunAsync("train", option, value)).ShouldBe(1);
        _console.Error.ShouldContain(option);
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    private Task<int> Simulate(string rows) =>
        _console.RunAsync("data", "simulate", "--rows", rows, "--seed", "5", "--out", _console.Folder.File("data/cash-loan/simulated.csv.gz"));
}
