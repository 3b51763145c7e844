using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Product;

public sealed class ProductCheckCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    private static string Shipped => File.ReadAllText(Repository.File("data/cash-loan/product.json"));

    [Fact]
    public async Task A_definition_without_faults_is_said_to_have_none_and_its_gaps_are_named()
    {
        Write(Shipped);

        string said = await _console.SayAsync("product", "check");

        said.ShouldContain("has no faults.");
        said.ShouldContain("policy.card");
        said.ShouldContain("offer.months.monotone");
        said.ShouldContain("economics.lossGivenDefault");
        said.ShouldNotContain("policy.rateCaps");
    }

    [Fact]
    public async Task Every_fault_is_named_with_its_line()
    {
        Write(Shipped.Replace("\"step\": 100,", "\"step\": 0,", StringComparison.Ordinal).Replace("\"kind\": \"integer\",\n      \"unit\": \"points\"", "\"kind\": \"score\",\n      \"unit\": \"points\"", StringComparison.Ordinal));
        string[] lines = File.ReadAllLines(_console.Workspace.ProductFile("cash-loan"));

        (await _console.RunAsync("product", "check", "--json")).ShouldBe(1);

        JsonElement document = JsonDocument.Parse(_console.Output).RootElement;
        document.GetProperty("valid").GetBoolean().ShouldBeFalse();
        var faults = document.GetProperty("faults").EnumerateArray()
            .Select(f => (f.GetProperty("path").GetString(), Line: lines[f.GetProperty("line").GetInt32() - 1].Trim())).ToArray();
        faults.ShouldContain(("offer.amount.step", "\"step\": 0,"));
        faults.ShouldContain(("applicant[2].kind", "\"kind\": \"score\","));
    }

    [Fact]
    public async Task Another_command_says_no_less()
    {
        Write(Shipped.Replace("\"step\": 100,", "\"step\": 0,", StringComparison.Ordinal));
        int line = Shipped.Split('\n').TakeWhile(l => !l.Contains("\"step\": 100,", StringComparison.Ordinal)).Count() + 1;

        (await _console.RunAsync("train")).ShouldBe(1);

        _console.Error.ShouldContain($"offer.amount.step (line {line}): Must be above 0.");
    }

    [Fact]
    public async Task An_imported_history_that_does_not_fit_is_a_fault()
    {
        Write(Shipped);
        _console.Folder.Write("data/cash-loan/raw/history.csv", "risk,itcscore\nLOW,600\n");

        (await _console.RunAsync("product", "check")).ShouldBe(1);

        _console.Output.ShouldContain("There is no column appscore, which the product needs.");
        _console.Output.ShouldContain("does not fit the imported history");
    }

    [Fact]
    public async Task A_product_that_is_not_there_is_an_error()
    {
        (await _console.RunAsync("product", "check", "--product", "mortgage")).ShouldBe(1);
        _console.Error.ShouldContain("'product init --from <history>' proposes one.");
    }

    private void Write(string json) => _console.Folder.Write("data/cash-loan/product.json", json);
}
