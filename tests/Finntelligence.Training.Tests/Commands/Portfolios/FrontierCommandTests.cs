using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Training.Tests.Commands.Portfolios;

public sealed class FrontierCommandTests : IDisposable
{
    private const int Applicants = 200;

    private readonly TestConsole _console = new();

    public FrontierCommandTests() => _console.ShipModels();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Without_A_Limit_Everyone_Has_The_Offer_That_Score_Finds()
    {
        (await RunAsync()).ShouldBe(0, _console.Error);
        (await _console.RunAsync("score", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("scored.csv"))).ShouldBe(0);

        var scored = Rows("scored.csv").Select(r => string.Join(',', r[0], r[2], r[3], r[4])).ToList();
        Rows("out/offers.csv").Select(r => string.Join(',', r[1], r[3], r[4], r[5])).ShouldBe(scored);
        Rows("out/errors.csv").Count.ShouldBe(Applicants / 20);
    }

    [Fact]
    public async Task A_Limit_Is_Kept_And_The_Offers_Add_Up_To_The_Chosen_Point()
    {
        (await RunAsync("--capital", "20000", "--json")).ShouldBe(0, _console.Error);

        var chosen = JsonNode.Parse(_console.Output)!["chosen"]!;
        var (profit, capital) = (chosen["totals"]!["profit"]!.GetValue<double>(), chosen["totals"]!["capital"]!.GetValue<double>());
        capital.ShouldBeInRange(15000, 20000);
        Rows("out/offers.csv").Sum(r => Number(r[8])).ShouldBe(profit, 0.01 * Applicants);
        Rows("out/offers.csv").Sum(r => Number(r[10])).ShouldBe(capital, 0.01 * Applicants);
        chosen["dualityGap"]!.GetValue<double>().ShouldBe(chosen["upperBound"]!.GetValue<double>() - profit, 1e-6);
        chosen["dualityGap"]!.GetValue<double>().ShouldBeInRange(0, profit / 20);
    }

    [Fact]
    public async Task Frontiers_Rise_With_A_Budget_And_Fall_With_A_Minimum()
    {
        (await RunAsync("--minimum-loans", "13")).ShouldBe(0, _console.Error);

        Profits("capital").ShouldBeInOrder(SortDirection.Ascending);
        Profits("losses").ShouldBeInOrder(SortDirection.Ascending);
        Profits("loans").ShouldBeInOrder(SortDirection.Descending);
        Profits("capital")[^1].ShouldBe(Profits("loans")[0], 0.011);
        Number(Rows("out/chosen.csv").Single()[5]).ShouldBeGreaterThanOrEqualTo(13);
    }

    [Fact]
    public async Task The_Chart_Names_Its_Axes_And_Their_Units()
    {
        (await RunAsync("--loss-budget", "5000")).ShouldBe(0, _console.Error);

        var texts = XDocument.Load(_console.Folder.File("out/frontier.svg")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        texts.ShouldContain("Expected capital lent (ZAR)");
        texts.ShouldContain("Expected number of loans (loans)");
        texts.ShouldContain("Expected losses (ZAR)");
        texts.Count(t => t == "Expected profit (ZAR)").ShouldBe(3);
    }

    [Fact]
    public async Task Results_Do_Not_Depend_On_Threads()
    {
        (await RunAsync("--threads", "1")).ShouldBe(0);
        var first = Directory.GetFiles(_console.Folder.File("out")).Order().Select(File.ReadAllText).ToList();
        (await RunAsync("--threads", "4")).ShouldBe(0);

        Directory.GetFiles(_console.Folder.File("out")).Order().Select(File.ReadAllText).ShouldBe(first);
        first.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData("--capital", "-1")]
    [InlineData("--capital", "much")]
    [InlineData("--capital", "NaN")]
    [InlineData("--capital", "1", "--loss-budget", "1")]
    [InlineData("--minimum-loans", "1000000")]
    [InlineData("--loss-given-default", "0")]
    [InlineData("--loss-given-default", "1.5")]
    [InlineData("--alias", "nobody")]
    public async Task A_Mistake_Is_One_Line(params string[] args)
    {
        (await RunAsync(args)).ShouldBe(1);
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _console.Error.ShouldNotContain("defect");
    }

    [Fact]
    public async Task Menus_Of_Shards_Come_To_The_Bytes_Of_One_Run()
    {
        (await RunAsync("--minimum-loans", "13")).ShouldBe(0, _console.Error);
        var lines = File.ReadAllLines(_console.Folder.File("in.csv"));
        string[] shards = [_console.Folder.Write("1.csv", string.Join('\n', lines[..90]) + "\n"), _console.Folder.Write("2.csv", string.Join('\n', [lines[0], .. lines[90..]]))];
        for (var i = 0; i < 2; i++)
        {
            var said = await _console.SayAsync("frontier", "menus", "--in", shards[i], "--shard", $"{i + 1}/2", "--out", _console.Folder.File($"{i + 1}.menus"), "--json");
            JsonNode.Parse(said)!["bytes"]!.GetValue<long>().ShouldBe(new FileInfo(_console.Folder.File($"{i + 1}.menus")).Length);
        }

        await _console.SayAsync(
            "frontier", "--from", _console.Folder.File("2.menus"), _console.Folder.File("1.menus"), "--out", _console.Folder.File("merged"), "--minimum-loans", "13");

        _console.Output.ShouldContain($"Reading the menus of {Applicants - (Applicants / 20)} applicants of cash-loan in 2 shards.");
        foreach (var path in Directory.GetFiles(_console.Folder.File("merged")))
            File.ReadAllText(path).ShouldBe(File.ReadAllText(_console.Folder.File("out/" + Path.GetFileName(path))));
        Directory.GetFiles(_console.Folder.File("merged")).Length.ShouldBe(6);
    }

    [Theory]
    [InlineData("--from", "nowhere.menus", "there is no such file")]
    [InlineData("--from", "x", "--in", "y", "--alias", "staging", "--in, --alias cannot be given with it")]
    [InlineData("--from", "x", "--loss-given-default", "0.5", "--loss-given-default cannot be given with it")]
    [InlineData("menus", "--shard", "3/2", "such as 3/8")]
    [InlineData("menus", "--shard", "0/2", "such as 3/8")]
    public async Task A_Mistake_With_Shards_Is_One_Line(params string[] args)
    {
        (await _console.RunAsync(["frontier", .. args[..^1], "--out", _console.Folder.File("out")])).ShouldBe(1);
        _console.Error.TrimEnd('\n').ShouldNotContain("\n");
        _console.Error.ShouldContain(args[^1]);
    }

    [Fact]
    public async Task Nobody_To_Offer_Anything_Is_Told()
    {
        _console.Folder.Write("none.csv", SomeApplicants.Header + "\n");

        (await _console.RunAsync("frontier", "--in", _console.Folder.File("none.csv"), "--out", _console.Folder.File("out"))).ShouldBe(1);
        _console.Error.ShouldContain("no applicant");
    }

    private Task<int> RunAsync(params string[] more)
    {
        _console.Folder.Write("in.csv", SomeApplicants.Csv(Applicants));
        return _console.RunAsync(["frontier", "--in", _console.Folder.File("in.csv"), "--out", _console.Folder.File("out"), .. more]);
    }

    private List<double> Profits(string resource) => [.. Rows($"out/frontier-{resource}.csv").Select(r => Number(r[2]))];

    private List<string[]> Rows(string name) =>
        [.. File.ReadAllLines(_console.Folder.File(name)).Skip(1).Select(l => l.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
