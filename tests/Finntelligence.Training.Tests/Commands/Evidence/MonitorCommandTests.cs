using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Evidence;

public class MonitorCommandTests
{
    [Fact]
    public async Task Monitor_Ends_with_0_where_nothing_has_drifted_and_2_where_something_has()
    {
        using var console = Console();
        string[] lines = await Twin(console);

        (await console.RunAsync("monitor", "--current", console.Folder.Write("same.csv", string.Join('\n', lines)))).ShouldBe(0, console.Error);
        console.Output.ShouldContain("monthlyIncome");

        // Only people of one class, which is another population.
        int risk = Array.IndexOf(lines[0].Split(','), "risk");
        string low = console.Folder.Write("low.csv", string.Join('\n', [lines[0], .. lines.Skip(1).Where(l => l.Split(',')[risk] == "LOW")]));
        console.Forget();
        (await console.RunAsync("monitor", "--current", low, "--json")).ShouldBe(2, console.Error);
        var document = JsonDocument.Parse(console.Output).RootElement;
        document.GetProperty("level").GetString().ShouldBe("drift");
        var acceptance = document.GetProperty("figures").GetProperty("models")[0];
        acceptance.GetProperty("features")[0].GetProperty("level").GetString().ShouldBe("drift");
        acceptance.GetProperty("calibration").GetProperty("rows").GetInt32().ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Monitor_Parts_say_what_the_whole_file_says()
    {
        using var console = Console();
        string[] lines = await Twin(console);
        string whole = console.Folder.Write("whole.csv", string.Join('\n', lines));
        string expected = await console.SayAsync("monitor", "--current", whole, "--json");
        for (int i = 1; i <= 2; i++)
        {
            string half = console.Folder.Write($"{i}.csv", string.Join('\n', [lines[0], .. i == 1 ? lines[1..1000] : lines[1000..]]) + "\n");
            await console.SayAsync("monitor", "--current", half, "--part", console.Folder.File($"{i}.part"), "--shard", $"{i}/2");
        }

        (await console.SayAsync("monitor", "--from", console.Folder.File("1.part"), console.Folder.File("2.part"), "--name", "whole.csv", "--json")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("One of --current and --from is needed.")]
    [InlineData("One of --current and --from is needed.", "--current", "a", "--from", "b")]
    [InlineData("--part is of a --current", "--from", "b", "--part", "c")]
    [InlineData("--shard is for --part.", "--current", "a", "--shard", "1/2")]
    [InlineData("there is no such file", "--from", "nowhere")]
    public async Task Monitor_Names_a_mistake_with_parts(string said, params string[] args)
    {
        using var console = Console();
        (await console.RunAsync(["monitor", .. args])).ShouldBe(1);
        console.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Monitor_Reads_what_an_import_reads()
    {
        using var console = Console();
        string[] lines = await Twin(console);
        string plain = console.Folder.Write("same.csv", string.Join('\n', lines));
        string semicolons = console.Folder.Write("same.txt", string.Join('\n', lines.Select(l => l.Replace(',', ';'))));

        await console.RunAsync("monitor", "--current", plain, "--json");
        var expected = JsonDocument.Parse(console.Output).RootElement.GetProperty("figures").GetProperty("models").GetRawText();
        console.Forget();
        await console.RunAsync("monitor", "--current", semicolons, "--json");
        JsonDocument.Parse(console.Output).RootElement.GetProperty("figures").GetProperty("models").GetRawText().ShouldBe(expected);
    }

    [Fact]
    public async Task Monitor_Reads_spreads_over_a_reference_as_the_rates_that_they_make()
    {
        using var console = Console();
        string[] lines = await Twin(console);
        await console.RunAsync("monitor", "--current", console.Folder.Write("now.csv", string.Join('\n', lines)), "--json");
        var expected = JsonDocument.Parse(console.Output).RootElement.GetProperty("figures").GetProperty("models").GetRawText();
        console.Forget();
        SpreadHistory.Declare(console.Folder.File("data/cash-loan/product.json"));

        await console.RunAsync("monitor", "--current", console.Folder.Write("now.csv", string.Join('\n', SpreadHistory.Of(lines))), "--json");

        JsonDocument.Parse(console.Output).RootElement.GetProperty("figures").GetProperty("models").GetRawText().ShouldBe(expected);
    }

    [Fact]
    public async Task Monitor_Finds_missing_values_and_shifted_outcomes()
    {
        using var console = Console();
        string[] lines = await Twin(console);
        string[] header = lines[0].Split(',');
        var (score, taken) = (Array.IndexOf(header, "itcscore"), Array.IndexOf(header, "tookup"));
        string[] changed = [.. lines.Skip(1).Select((line, i) =>
        {
            string[] cells = line.Split(',');
            if (i % 2 == 0)
                cells[score] = "";
            if (i % 5 == 0)
                cells[taken] = "1";
            return string.Join(',', cells);
        })];

        (await console.RunAsync("monitor", "--current", console.Folder.Write("now.csv", string.Join('\n', [lines[0], .. changed])), "--json")).ShouldBe(2);

        var acceptance = JsonDocument.Parse(console.Output).RootElement.GetProperty("figures").GetProperty("models")[0];
        var bureau = acceptance.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "bureauScore");
        bureau.GetProperty("level").GetString().ShouldBe("drift");
        bureau.GetProperty("missingNow").GetDouble().ShouldBeGreaterThan(0.5);
        acceptance.GetProperty("calibration").GetProperty("level").GetString().ShouldBe("drift");
    }

    [Fact]
    public async Task Monitor_Obeys_the_products_limits()
    {
        using var console = Console();
        string[] lines = await Twin(console);
        int risk = Array.IndexOf(lines[0].Split(','), "risk");
        string low = console.Folder.Write("low.csv", string.Join('\n', [lines[0], .. lines.Skip(1).Where(l => l.Split(',')[risk] == "LOW")]));
        string product = console.Folder.File("data/cash-loan/product.json");
        string lenient = File.ReadAllText(product).Replace(
            "\"economics\": {", "\"monitoring\": { \"minimumRows\": 100000 },\n  \"economics\": {", StringComparison.Ordinal);
        File.WriteAllText(product, lenient);

        (await console.RunAsync("monitor", "--current", low)).ShouldBe(0, console.Error);
        console.Output.ShouldContain("not judged");
    }

    [Fact]
    public async Task Monitor_Ends_with_1_where_it_cannot_be_done()
    {
        using var console = Console();

        (await console.RunAsync("monitor", "--current", console.Folder.File("none.csv"))).ShouldBe(1);
        console.Error.ShouldContain("there is no file");
    }

    private static TestConsole Console()
    {
        var console = new TestConsole();
        console.ShipModels();
        return console;
    }

    private static async Task<string[]> Twin(TestConsole console)
    {
        await console.SayAsync("data", "simulate", "--rows", "6000", "--out", console.Folder.File("twin.csv"));
        console.Forget();
        return [.. File.ReadLines(console.Folder.File("twin.csv")).Where(l => l.Length > 0)];
    }
}
