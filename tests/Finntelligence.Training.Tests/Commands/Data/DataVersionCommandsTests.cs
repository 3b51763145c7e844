using System.Text.Json;

namespace Finntelligence.Training.Tests.Commands.Data;

/// <summary>data status, add, push and pull.</summary>
public sealed class DataVersionCommandsTests : IDisposable
{
    private const string Pipeline = """
        stages:
          import:
            cmd: data import --from in.csv
            outs:
            - data/cash-loan/raw/history.csv
          simulate:
            cmd: data simulate
            outs:
            - data/cash-loan/simulated.csv.gz:
                cache: false
        """;

    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Added_File_Travels_To_A_Folder_And_Back()
    {
        var file = _console.Folder.Write("data/cash-loan/prices.csv", "a\n1\n");
        var remote = _console.Folder.File("remote/");

        (await _console.SayAsync("data", "add", file)).ShouldContain("Kept prices.csv");
        (await _console.SayAsync("data", "push", "--remote", remote)).ShouldContain("1 files copied");
        File.Delete(file);
        Directory.Delete(_console.Folder.File(".dvc/cache"), recursive: true);
        (await _console.SayAsync("data", "status")).ShouldContain("deleted");
        (await _console.SayAsync("data", "pull", "--remote", remote)).ShouldContain("1 files fetched, 1 written");

        File.ReadAllText(file).ShouldBe("a\n1\n");
        (await _console.SayAsync("data", "status")).ShouldBe("Data and stages are up to date.\n");
    }

    [Fact]
    public async Task What_Git_Would_Never_Take_Is_Not_Added()
    {
        using (var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["init", "--quiet", _console.Folder.Path])))
            await git!.WaitForExitAsync();
        _console.Folder.Write(".gitignore", "data/**/raw/\n");
        var file = _console.Folder.Write("data/cash-loan/raw/more.csv", "a\n1\n");

        (await _console.RunAsync("data", "add", file)).ShouldBe(1);

        _console.Error.ShouldContain($"git ignores {file}.dvc, so the record could never be committed.");
        File.Exists(file + ".dvc").ShouldBeFalse();
        (await _console.SayAsync("data", "add", _console.Folder.Write("data/cash-loan/prices.csv", "a\n1\n"))).ShouldContain("Kept prices.csv");
    }

    [Fact]
    public async Task Push_Without_A_Remote_Says_How_To_Name_One()
    {
        (await _console.RunAsync("data", "push")).ShouldBe(1);
        _console.Error.ShouldContain("core");
        _console.Error.ShouldNotContain("defect");
    }

    [Fact]
    public async Task Import_Records_Its_Stage_And_Keeps_The_Version()
    {
        _console.Folder.Write("dvc.yaml", Pipeline);
        (await _console.SayAsync("data", "import", "--from", _console.Folder.Write("in.csv", "a\n1\n"))).ShouldContain("Recorded in dvc.lock as the stage import.");
        var first = await File.ReadAllTextAsync(_console.Folder.File("dvc.lock"));
        first.ShouldContain("path: data/cash-loan/raw/history.csv");
        // printf 'a\n1\n' | md5sum
        first.ShouldContain("md5: 34ff2335cbe2045ddc3b78993d1e971d");

        var status = JsonDocument.Parse(await _console.SayAsync("data", "status", "--json")).RootElement;
        status.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("target").GetString()).ShouldBe(["simulate"]);

        await _console.SayAsync("data", "import", "--from", _console.Folder.Write("in.csv", "a\n2\n"));
        (await File.ReadAllTextAsync(_console.Folder.File("dvc.lock"))).ShouldNotBe(first);
        Directory.GetFiles(_console.Folder.File(".dvc/cache"), "*", SearchOption.AllDirectories).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Commit_Records_A_Stage_As_It_Stands_And_Keeps_The_Hash_Of_What_Is_Not_Here()
    {
        _console.Folder.Write("dvc.yaml", Pipeline);
        await _console.SayAsync("data", "import", "--from", _console.Folder.Write("in.csv", "a\n1\n"));
        File.Delete(_console.Folder.File("data/cash-loan/raw/history.csv"));
        _console.Folder.Write("dvc.yaml", Pipeline.Replace("--from in.csv", "--from in.csv --force", StringComparison.Ordinal));

        (await _console.SayAsync("data", "commit")).ShouldContain("as it stands: import.");

        var record = await File.ReadAllTextAsync(_console.Folder.File("dvc.lock"));
        record.ShouldContain("--force");
        record.ShouldContain("md5: 34ff2335cbe2045ddc3b78993d1e971d");
        record.ShouldNotContain("simulate", customMessage: "it never ran");
        (await _console.SayAsync("data", "commit")).ShouldContain("as it was recorded");
        (await _console.RunAsync("data", "commit", "simulate")).ShouldBe(1);
        _console.Error.ShouldContain("does not exist");
    }

    [Fact]
    public async Task What_Is_Not_The_Stage_Is_Not_Recorded_As_The_Stage()
    {
        _console.Folder.Write("dvc.yaml", Pipeline);
        (await _console.SayAsync("data", "simulate", "--rows", "3")).ShouldContain("was left as it was");
        (await _console.SayAsync("data", "simulate", "--rows", "3", "--out", _console.Folder.File("x.csv"))).ShouldNotContain("dvc.lock");
        File.Exists(_console.Folder.File("dvc.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task Damaged_Pipeline_Is_A_Warning_And_The_Import_Stands()
    {
        _console.Folder.Write("dvc.yaml", "stages:\n  import:\n    foreach: [1]\n    do: {}\n");
        (await _console.RunAsync("data", "import", "--from", _console.Folder.Write("in.csv", "a\n1\n"))).ShouldBe(0);
        _console.Error.ShouldContain("warning: The stage import could not be recorded");
        File.Exists(_console.Folder.File("data/cash-loan/raw/history.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_A_Pipeline_Nothing_Of_Dvc_Is_Made()
    {
        await _console.SayAsync("data", "import", "--from", _console.Folder.Write("in.csv", "a\n1\n"));
        Directory.Exists(_console.Folder.File(".dvc")).ShouldBeFalse();
    }
}
