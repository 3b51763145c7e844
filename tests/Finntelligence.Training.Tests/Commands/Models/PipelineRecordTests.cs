
namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>The shipped pipeline, over a training on a small history that was imported.</summary>
public sealed class PipelineRecordTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Shipped_Pipeline_Is_Up_To_Date_After_Import_And_Training_And_Says_What_Changes()
    {
        foreach (var file in new[] { "dvc.yaml", "params.yaml" })
            _console.Folder.Write(file, await File.ReadAllBytesAsync(Repository.File(file)));
        _console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());
        _console.Folder.Write("data/cash-loan/experiment.json", await File.ReadAllBytesAsync(Repository.File("data/cash-loan/experiment.json")));
        // The stages depend on the code; any files do for its folders.
        foreach (var line in (await File.ReadAllLinesAsync(Repository.File("dvc.yaml"))).Select(l => l.Trim()).Where(l => l.StartsWith("- src/", StringComparison.Ordinal)))
            _console.Folder.Write($"{line[2..]}/a.cs", "x");
        _console.Folder.Write("data/cash-loan/import-checks.json", """{"source":"none","checks":[]}""");
        var csv = _console.Folder.File("twin.csv");
        await _console.SayAsync("data", "simulate", "--rows", TrainedWorkspace.Rows, "--out", csv);

        (await _console.SayAsync("data", "import", "--from", csv)).ShouldContain("as the stage import");
        (await _console.SayAsync("train")).ShouldContain("as the stage train");
        _console.Error.ShouldBeEmpty();
        (await Changes()).ShouldBe(["simulate cmd new", "evaluate cmd new", .. OfTheOtherProduct]);

        (await _console.SayAsync("train", "--seed", "5")).ShouldContain("was left as it was");
        (await Changes()).ShouldContain("train models/cash-loan/risk modified");

        // The training of the stage is done again, as repro would: its versions exist, and are now recorded.
        await _console.SayAsync("train");
        (await Changes()).ShouldBe(["simulate cmd new", "evaluate cmd new", .. OfTheOtherProduct]);

        _console.Folder.Write("params.yaml", "train:\n  seed: 2\n");
        _console.Folder.Write("src/Finntelligence.Trees/Learning/a.cs", "y");
        (await Changes()).ShouldBe(["simulate cmd new", "train src/Finntelligence.Trees/Learning modified", "train params.yaml:train.seed modified", "evaluate cmd new", .. OfTheOtherProduct]);
    }

    [Fact]
    public async Task A_Trial_On_The_Twin_Does_Not_Come_Into_The_Record_Of_A_Training_On_History()
    {
        const string Stage = """
            stages:
              train:
                cmd: train
                deps:
                - data/cash-loan/product.json
                - data/cash-loan/raw/history.csv
                outs:
                - models/cash-loan/acceptance:
                    cache: false
                - models/cash-loan/risk:
                    cache: false
                metrics:
                - models/cash-loan/metrics.json:
                    cache: false
            """;
        _console.Folder.Write("data/cash-loan/product.json", TrainedWorkspace.ProductOfOneTrainer());
        _console.Folder.Write("dvc.yaml", Stage);
        await _console.SayAsync("data", "simulate", "--rows", TrainedWorkspace.Rows);
        (await _console.SayAsync("train")).ShouldContain("was left as it was: it does not read");
        await _console.SayAsync("data", "simulate", "--rows", "1600", "--seed", "7", "--out", _console.Folder.File("data/cash-loan/raw/history.csv"));

        string said = await _console.SayAsync("train");

        said.ShouldContain("models/cash-loan also holds what was trained on simulated data (acceptance 1, risk 1).");
        said.ShouldContain("git checkout -- models/cash-loan; git clean -fd models/cash-loan");
        File.Exists(_console.Folder.File("dvc.lock")).ShouldBeFalse();
    }

    // Nothing of car-loan was done here.
    private static readonly string[] OfTheOtherProduct = ["simulate-car-loan cmd new", "train-car-loan cmd new"];

    private async Task<string[]> Changes()
    {
        var json = System.Text.Json.JsonDocument.Parse(await _console.SayAsync("data", "status", "--json")).RootElement;
        return
        [
            .. json.GetProperty("changes").EnumerateArray().Select(c =>
                $"{c.GetProperty("target").GetString()} {c.GetProperty("what").GetString()} {c.GetProperty("change").GetString()}"),
        ];
    }
}
