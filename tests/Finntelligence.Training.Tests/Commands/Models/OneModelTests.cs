using System.Text.Json;
using System.Text.Json.Nodes;

namespace Finntelligence.Training.Tests.Commands.Models;

/// <summary>A lender without a label of take-up, and one without a label of default: what they declare stands in place of the model, in every command.</summary>
public sealed class OneModelTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Theory]
    [InlineData("acceptance", """{ "curve": [{ "rate": 4, "probability": 0.3 }, { "rate": 11, "probability": 0.1 }] }""", "risk")]
    [InlineData("risk", """{ "constant": 0.12 }""", "acceptance")]
    public async Task Every_command_works_with_one_model(string declared, string declaration, string learned)
    {
        var product = JsonNode.Parse(TrainedWorkspace.ProductOfOneTrainer())!;
        product["models"]![declared] = JsonNode.Parse(declaration);
        _console.Folder.Write("data/cash-loan/product.json", product.ToJsonString());
        await _console.SayAsync("data", "simulate", "--rows", TrainedWorkspace.Rows);

        (await _console.SayAsync("product", "check")).ShouldContain("has no faults");
        var said = await _console.SayAsync("train", "--threads", "2");
        said.ShouldContain($"The probability of {(declared == "risk" ? "default" : declared)} is declared:");
        said.ShouldContain("Both are in staging");

        var gates = await _console.RunAsync("models", "promote", "both", "--alias", "production");
        gates.ShouldBe(1);
        // What failed is the twin, and what a small history makes of the model that learned: nothing was measured of the other.
        _console.Error.ShouldNotContain($"{declared} AUC");
        await _console.SayAsync("models", "promote", "both", "--alias", "production", "--force", "--reason", "a test");

        foreach (var reference in (string[])["risk@production", "acceptance@production"])
            (await _console.SayAsync("reproduce", reference)).ShouldContain("1: the same ");
        (await _console.SayAsync("models", "show", $"{declared}@production")).ShouldContain("Declared");
        await _console.SayAsync("models", "verify");

        var scored = _console.Folder.File("out.csv");
        await _console.SayAsync("score", "--source-columns", "--in", _console.Folder.File("data/cash-loan/simulated.csv.gz"), "--out", scored);
        var rows = File.ReadAllLines(scored);
        rows.Length.ShouldBe(1 + int.Parse(TrainedWorkspace.Rows, System.Globalization.CultureInfo.InvariantCulture));
        rows.Count(r => r.Contains("offer", StringComparison.Ordinal)).ShouldBeGreaterThan(300);

        await _console.RunAsync("monitor", "--json", "--current", _console.Folder.File("data/cash-loan/simulated.csv.gz"));
        _console.Error.ShouldBeEmpty();

        await _console.SayAsync("report");
        var report = JsonDocument.Parse(File.ReadAllText(_console.Folder.File("models/cash-loan/report.json"))).RootElement;
        report.GetProperty("models").EnumerateArray().Select(m => m.GetProperty("kind").GetString()).ShouldBe([learned]);
        report.GetProperty("gates").EnumerateArray().Where(g => g.GetProperty("kind").GetString() == declared)
            .Select(g => g.GetProperty("gate").GetString()).ShouldContain("declared");
        var html = File.ReadAllText(_console.Folder.File("models/cash-loan/report.html"));
        html.ShouldNotContain("NaN");
        html.ShouldContain("is no model: its probability");
    }
}
