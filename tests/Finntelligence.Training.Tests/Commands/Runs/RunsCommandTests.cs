using System.Text.Json;
using Finntelligence.ModelOps.Experiments;

namespace Finntelligence.Training.Tests.Commands.Runs;

/// <summary>list, show and compare, on runs written by hand.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Without_Runs_The_List_Says_So()
    {
        (await _console.SayAsync("runs", "list")).ShouldContain("No training was recorded");
    }

    [Fact]
    public async Task List_Shows_The_Newest_First_As_Many_As_Asked_For()
    {
        var first = Record("1", 0.6);
        var second = Record("2", 0.75, RunStatus.Failed);

        var all = await _console.SayAsync("runs", "list");
        all.ShouldContain("Runs, 2 of 2");
        all.ShouldContain("failed");
        all.ShouldContain("0.75");
        all.ShouldContain("0123456789");

        var one = JsonDocument.Parse(await _console.SayAsync("runs", "list", "--limit", "1", "--json")).RootElement;
        one.GetProperty("total").GetInt32().ShouldBe(2);
        var shown = one.GetProperty("runs").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString();
        new[] { first, second }.ShouldContain(shown);
    }

    [Fact]
    public async Task Show_Prints_All_Of_A_Run_Named_By_Its_Beginning_Or_As_Latest()
    {
        var id = Record("1", 0.6);

        var said = await _console.SayAsync("runs", "show", id[..^2]);

        said.ShouldContain($"Run {id}: cash-loan, train, finished");
        said.ShouldContain("risk/candidate1/logLoss        3     0.4    0.5");
        said.ShouldContain("history.csv");
        said.ShouldContain("a.txt");
        JsonDocument.Parse(await _console.SayAsync("runs", "show", "latest", "--json")).RootElement
            .GetProperty("parameters").GetProperty("seed").GetString().ShouldBe("1");
    }

    [Fact]
    public async Task List_Takes_A_Filter_And_An_Order_Of_MLflows_Search()
    {
        var worse = Record("1", 0.6);
        var better = Record("2", 0.75);

        (await Ids("--filter", "metrics.`risk/auc` > 0.7 and params.seed = '2'")).ShouldBe([better]);
        (await Ids("--filter", "metrics.`risk/auc` < 0.9 AND attributes.status = 'FINISHED'", "--order-by", "metrics.`risk/auc`")).ShouldBe([worse, better]);
        (await Ids("--order-by", "metrics.`risk/auc` desc")).ShouldBe([better, worse]);
        (await Ids("--filter", "tags.commit like '0123%'")).Count.ShouldBe(2);
        (await Ids("--filter", "tags.nothing != 'x'")).ShouldBeEmpty();
        foreach (var (filter, said) in new[]
        {
            ("metrics.x > '1'", "is a number"), ("params.x = 1", "is text"), ("params.x > 'a'", "like and ilike"), ("a or b", "no condition"),
            ("attributes.colour = 'x'", "no attribute 'colour'"), ("metrics.x > 1 metrics.y > 2", "joined by 'and'"),
        })
        {
            (await _console.RunAsync("runs", "list", "--filter", filter)).ShouldBe(1, filter);
            _console.Error.ShouldContain(said, Case.Insensitive, filter);
        }
    }

    [Fact]
    public async Task Notes_And_Tags_Are_Edited_And_A_Deleted_Run_Is_Hidden_Until_It_Is_Restored()
    {
        var id = Record("1", 0.6);

        await _console.SayAsync("runs", "note", id, "the first one");
        await _console.SayAsync("runs", "tag", id, "stage=pilot", "a=b=c");
        var tags = JsonDocument.Parse(await _console.SayAsync("runs", "show", id, "--json")).RootElement.GetProperty("tags");
        (tags.GetProperty("note").GetString(), tags.GetProperty("stage").GetString(), tags.GetProperty("a").GetString()).ShouldBe(("the first one", "pilot", "b=c"));

        await _console.SayAsync("runs", "delete", id);
        (await Ids()).ShouldBeEmpty();
        (await Ids("--deleted")).ShouldBe([id]);
        await _console.SayAsync("runs", "restore", id);
        (await Ids()).ShouldBe([id]);
        (await _console.RunAsync("runs", "tag", id, "none")).ShouldBe(1);
    }

    [Fact]
    public async Task Files_Are_Listed_And_Fetched()
    {
        var id = Record("1", 0.6);
        var to = _console.Folder.File("fetched");

        (await _console.SayAsync("runs", "files", id)).ShouldContain("a.txt");
        await _console.SayAsync("runs", "files", id, "--fetch", "a.txt", "--out", to);

        File.Exists(Path.Combine(to, "a.txt")).ShouldBeTrue();
        (await _console.RunAsync("runs", "files", id, "--fetch", "b.txt")).ShouldBe(1);
        _console.Error.ShouldContain("has no file 'b.txt'; it has a.txt");
    }

    private async Task<IReadOnlyList<string>> Ids(params string[] arguments) =>
        [.. JsonDocument.Parse(await _console.SayAsync(["runs", "list", .. arguments, "--json"])).RootElement.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("id").GetString()!)];

    [Fact]
    public async Task Unknown_Run_Is_One_Clear_Line()
    {
        (await _console.RunAsync("runs", "show", "nothing")).ShouldBe(1);
        _console.Error.ShouldContain("There is no run 'nothing'");
        _console.Error.ShouldContain("runs list");
    }

    [Fact]
    public async Task Compare_Shows_Only_Inputs_That_Differ_And_The_Difference_Of_Metrics()
    {
        var (first, second) = (Record("1", 0.5), Record("2", 0.75));

        var said = await _console.SayAsync("runs", "compare", first, second);

        said.ShouldContain("seed");
        said.ShouldNotContain("same");
        said.ShouldContain("0.25");
        said.ShouldNotContain("candidate1");
        var json = JsonDocument.Parse(await _console.SayAsync("runs", "compare", first, second, "--json")).RootElement;
        json.GetProperty("differences").GetProperty("seed").EnumerateArray().Select(v => v.GetString()).ShouldBe(["1", "2"]);
        json.GetProperty("metrics").GetProperty("risk/auc").EnumerateArray().Select(v => v.GetDouble()).ShouldBe([0.5, 0.75]);
    }

    [Fact]
    public async Task Damaged_Run_Is_Named_With_Its_Line()
    {
        var id = Record("1", 0.6);
        var path = Path.Combine(_console.Workspace.RunsFolder, id, "events.jsonl");
        await File.WriteAllTextAsync(path, "{ half a line }\n" + await File.ReadAllTextAsync(path));

        (await _console.RunAsync("runs", "list")).ShouldBe(1);

        _console.Error.ShouldContain("line 1");
        _console.Error.ShouldNotContain("defect");
    }

    private string Record(string seed, double auc, RunStatus status = RunStatus.Finished)
    {
        using var run = new LocalExperimentStore(_console.Workspace.RunsFolder, TimeProvider.System).Start("cash-loan", "train");
        run.LogParameter("seed", seed);
        run.LogParameter("same", "x");
        run.SetTag("commit", _console.Code.Commit!);
        run.LogInput(new DataInput("history.csv", new string('0', 32), "data/history.csv", "training"));
        foreach (var (step, loss) in new[] { 0.6, 0.4, 0.5 }.Index())
            run.LogMetric("risk/candidate1/logLoss", loss, step);
        run.LogMetric("risk/auc", auc);
        run.LogArtifact("a.txt", "a"u8.ToArray());
        run.Finish(status);
        return run.Id;
    }
}
