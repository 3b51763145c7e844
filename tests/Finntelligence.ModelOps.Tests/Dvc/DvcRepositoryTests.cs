using Finntelligence.ModelOps.Dvc;

namespace Finntelligence.ModelOps.Tests.Dvc;

public sealed class DvcRepositoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DvcRepositoryTests()
    {
        Directory.CreateDirectory(_folder["repo", "data", "raw"]);
        File.WriteAllText(_folder["repo", "data", "history.csv"], "hello\n");
        File.WriteAllText(_folder["repo", "data", "raw", "b.txt"], "b");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_Of_A_File_Writes_What_DVC_Writes()
    {
        Open().Add("data/history.csv").Hash.ShouldBe(new DvcHash("b1946ac92492d2347c6235b4d2611184", 6));

        Text("data/history.csv.dvc").ShouldBe("outs:\n- md5: b1946ac92492d2347c6235b4d2611184\n  size: 6\n  hash: md5\n  path: history.csv\n");
        Text("data/.gitignore").ShouldBe("/history.csv\n");
        var kept = _folder["repo", ".dvc", "cache", "files", "md5", "b1", "946ac92492d2347c6235b4d2611184"];
        File.ReadAllText(kept).ShouldBe("hello\n");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(kept).ShouldBe(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Text(".dvc/.gitignore").ShouldBe("/config.local\n/tmp\n/cache\n");
    }

    [Fact]
    public void Add_Of_A_Folder_Writes_What_DVC_Writes()
    {
        Open().Add("data/raw/");

        // By hand: the md5 of [{"md5": "92eb5ffee6ae2fec3ad71c777531578f", "relpath": "b.txt"}].
        Text("data/raw.dvc").ShouldBe("outs:\n- md5: c37d15f6b51c34f54b4e46d08de7fabe.dir\n  size: 1\n  nfiles: 1\n  hash: md5\n  path: raw\n");
        Text(".dvc/cache/files/md5/c3/7d15f6b51c34f54b4e46d08de7fabe.dir").ShouldBe("""[{"md5": "92eb5ffee6ae2fec3ad71c777531578f", "relpath": "b.txt"}]""");
        Text(".dvc/cache/files/md5/92/eb5ffee6ae2fec3ad71c777531578f").ShouldBe("b");
    }

    [Fact]
    public void Add_Again_Keeps_What_Else_The_File_Says_And_Ignores_Once()
    {
        Write("data/history.csv.dvc", "meta:\n  owner: anna\nouts:\n- md5: 00000000000000000000000000000000\n  size: 1\n  hash: md5\n  path: history.csv\n  desc: what was paid\n");
        Open().Add("data/history.csv");
        Open().Add(_folder["repo", "data", "history.csv"]);

        Text("data/history.csv.dvc").ShouldBe(
            "meta:\n  owner: anna\nouts:\n- md5: b1946ac92492d2347c6235b4d2611184\n  size: 6\n  hash: md5\n  path: history.csv\n  desc: what was paid\n");
        Text("data/.gitignore").ShouldBe("/history.csv\n");
    }

    [Fact]
    public void Add_Refuses_What_Is_Not_There_Or_Outside()
    {
        Should.Throw<DvcException>(() => Open().Add("data/none.csv")).Message.ShouldContain("nothing at");
        Should.Throw<DvcException>(() => Open().Add("../elsewhere.csv")).Message.ShouldContain("below");
    }

    [Fact]
    public void Status_Names_What_Changed()
    {
        var repository = Open();
        repository.Add("data/history.csv");
        repository.Add("data/raw");
        repository.Status().ShouldBeEmpty();

        File.WriteAllText(_folder["repo", "data", "history.csv"], "hello\r\n");
        Directory.Delete(_folder["repo", "data", "raw"], recursive: true);

        repository.Status().ShouldBe([
            new("data/history.csv.dvc", "data/history.csv", DvcChangeKind.Modified),
            new("data/raw.dvc", "data/raw", DvcChangeKind.Deleted)]);
    }

    [Fact]
    public void Push_Then_Pull_Elsewhere_Restores_Everything()
    {
        Configure("storage");
        var repository = Open();
        repository.Add("data/history.csv");
        repository.Add("data/raw");

        repository.Push().ShouldBe(new DvcTransfer(Copied: 3, Present: 0, Restored: 0));
        repository.Push().ShouldBe(new DvcTransfer(Copied: 0, Present: 3, Restored: 0));
        File.Exists(_folder["storage", "files", "md5", "b1", "946ac92492d2347c6235b4d2611184"]).ShouldBeTrue();

        Directory.Delete(_folder["repo", ".dvc", "cache"], recursive: true);
        Directory.Delete(_folder["repo", "data", "raw"], recursive: true);
        File.Delete(_folder["repo", "data", "history.csv"]);
        repository.Pull().ShouldBe(new DvcTransfer(Copied: 3, Present: 0, Restored: 2));

        Text("data/history.csv").ShouldBe("hello\n");
        Text("data/raw/b.txt").ShouldBe("b");
        repository.Status().ShouldBeEmpty();
        repository.Pull().ShouldBe(new DvcTransfer(0, 0, 0));
        // A restored file may be written to, unlike those of the cache.
        File.AppendAllText(_folder["repo", "data", "raw", "b.txt"], "!");
    }

    [Fact]
    public void Pull_Overwrites_Nothing_That_Is_Saved_Nowhere()
    {
        Configure("storage");
        var repository = Open();
        repository.Add("data/history.csv");
        repository.Add("data/raw");
        repository.Push();
        File.WriteAllText(_folder["repo", "data", "raw", "mine.txt"], "my work");

        Should.Throw<DvcException>(() => repository.Pull()).Message.ShouldContain("mine.txt");
        File.Exists(_folder["repo", "data", "raw", "mine.txt"]).ShouldBeTrue();

        repository.Pull(force: true);
        File.Exists(_folder["repo", "data", "raw", "mine.txt"]).ShouldBeFalse();
        repository.Status().ShouldBeEmpty();
    }

    [Fact]
    public void Pull_Puts_Back_An_Older_Version_That_The_Cache_Has()
    {
        var repository = Open();
        repository.Add("data/history.csv");
        var old = Text("data/history.csv.dvc");
        Write("data/history.csv", "second\n");
        repository.Add("data/history.csv");

        Write("data/history.csv.dvc", old);
        repository.Pull().Restored.ShouldBe(1);

        Text("data/history.csv").ShouldBe("hello\n");
    }

    [Fact]
    public void Damaged_Objects_Are_Neither_Pushed_Nor_Restored()
    {
        Configure("storage");
        var repository = Open();
        repository.Add("data/history.csv");
        var kept = _folder["repo", ".dvc", "cache", "files", "md5", "b1", "946ac92492d2347c6235b4d2611184"];
        File.Delete(kept);
        File.WriteAllText(kept, "rot");

        Should.Throw<DvcException>(() => repository.Push()).Message.ShouldContain(kept);
        _folder.Files.Where(file => file.StartsWith("storage/", StringComparison.Ordinal)).ShouldBeEmpty();
        File.Delete(_folder["repo", "data", "history.csv"]);
        Should.Throw<DvcException>(() => repository.Pull()).Message.ShouldContain(kept);
        File.Exists(_folder["repo", "data", "history.csv"]).ShouldBeFalse();
    }

    [Fact]
    public void A_Remote_That_Is_Missing_Or_No_Folder_Is_Refused()
    {
        Open().Add("data/history.csv");
        Should.Throw<DvcException>(() => Open().Push()).Message.ShouldContain("No remote is set");
        Write(".dvc/config", "[core]\n    remote = cloud\n['remote \"cloud\"']\n    url = s3://bucket/x\n");
        Should.Throw<DvcException>(() => Open().Push()).Message.ShouldContain("dvc push");
        Should.Throw<DvcException>(() => Open().Push("other")).Message.ShouldContain("no remote 'other'");
        // What the local configuration says goes first.
        Write(".dvc/config.local", "['remote \"cloud\"']\n    url = ../../storage\n");
        Open().Push().Copied.ShouldBe(1);
    }

    [Fact]
    public void Patterns_That_Only_DVC_Knows_Are_Refused()
    {
        Write(".dvcignore", "# Add patterns of files dvc should ignore\n\n");
        Open();
        Write(".dvcignore", "*.tmp\n");

        Should.Throw<DvcException>(() => Open()).Message.ShouldContain(".dvcignore");
    }

    [Fact]
    public void The_Cache_May_Lie_Elsewhere()
    {
        Directory.CreateDirectory(_folder["repo", ".dvc"]);
        Write(".dvc/config", "[cache]\n    dir = ../../shared-cache\n");

        Open().Add("data/history.csv");

        File.Exists(_folder["shared-cache", "files", "md5", "b1", "946ac92492d2347c6235b4d2611184"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("outs:\n- md5: b1946ac92492d2347c6235b4d2611184\n  path: history.csv\n", "DVC 2")]
    [InlineData("outs:\n- etag: x\n  hash: md5\n  path: history.csv\n", "uses 'etag'")]
    [InlineData("outs:\n- hash: md5\n  path: history.csv\n", "no md5")]
    [InlineData("outs:\n- md5: ../../../../etc/passwd\n  hash: md5\n  path: history.csv\n", "which is none")]
    [InlineData("outs: [\n", "line")]
    [InlineData("deps: []\n", "no list 'outs'")]
    [InlineData("outs:\n- md5: b1946ac92492d2347c6235b4d2611184\n  hash: md5\n  path: ../../../outside\n", "below")]
    public void A_Damaged_Or_Foreign_File_Is_Named(string text, string what)
    {
        Configure("storage");
        Write("data/history.csv.dvc", text);

        var fault = Should.Throw<DvcException>(() => Open().Push());

        fault.Message.ShouldContain(what);
    }

    private DvcRepository Open() => DvcRepository.Open(_folder["repo"], TimeProvider.System);

    private void Configure(string storage)
    {
        Directory.CreateDirectory(_folder["repo", ".dvc"]);
        Write(".dvc/config", $"[core]\n    remote = local\n['remote \"local\"']\n    url = {_folder[storage]}\n");
    }

    private string Text(string path) => File.ReadAllText(_folder["repo", path]);

    private void Write(string path, string text) => File.WriteAllText(_folder["repo", path], text);
}
