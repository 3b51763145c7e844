using Finntelligence.ModelOps.Dvc;

namespace Finntelligence.ModelOps.Tests.Dvc;

public sealed class DvcPipelineTests : IDisposable
{
    private const string Pipeline = """
        stages:
          import:
            cmd: import --to history.csv
            outs:
            - history.csv
          train:
            cmd: train
            deps:
            - src
            - history.csv
            params:
            - seed
            - options.json:
              - trees.count
              - rate
            outs:
            - models:
                cache: false
            metrics:
            - metrics.json:
                cache: false
        """;

    private readonly TemporaryFolder _folder = new();

    public DvcPipelineTests()
    {
        Directory.CreateDirectory(_folder["src"]);
        Directory.CreateDirectory(_folder["models"]);
        Write("dvc.yaml", Pipeline);
        Write("history.csv", "hello\n");
        Write("src/b.txt", "b");
        Write("models/b.txt", "b");
        Write("metrics.json", "a");
        Write("params.yaml", "seed: 7\nunused: 1\n");
        Write("options.json", """{ "trees": { "count": 200 }, "rate": 0.050, "other": [] }""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commit_Writes_The_Lock_That_DVC_Writes()
    {
        var repository = Open();
        repository.Commit("import");
        repository.Commit("train");

        Text("dvc.lock").ShouldBe("""
            schema: '2.0'
            stages:
              import:
                cmd: import --to history.csv
                outs:
                - path: history.csv
                  hash: md5
                  md5: b1946ac92492d2347c6235b4d2611184
                  size: 6
              train:
                cmd: train
                deps:
                - path: history.csv
                  hash: md5
                  md5: b1946ac92492d2347c6235b4d2611184
                  size: 6
                - path: src
                  hash: md5
                  md5: c37d15f6b51c34f54b4e46d08de7fabe.dir
                  size: 1
                  nfiles: 1
                params:
                  options.json:
                    rate: 0.050
                    trees.count: 200
                  params.yaml:
                    seed: 7
                outs:
                - path: metrics.json
                  hash: md5
                  md5: 0cc175b9c0f1b6a831c399e269772661
                  size: 1
                - path: models
                  hash: md5
                  md5: c37d15f6b51c34f54b4e46d08de7fabe.dir
                  size: 1
                  nfiles: 1

            """, StringCompareShould.IgnoreLineEndings);
        repository.Status().ShouldBeEmpty();
        _folder.Files.Where(file => file.StartsWith(".dvc/cache/", StringComparison.Ordinal))
            .ShouldBe([".dvc/cache/files/md5/b1/946ac92492d2347c6235b4d2611184"], "git keeps the other outputs");
    }

    [Fact]
    public void Status_Names_What_Changed_By_Stage()
    {
        var repository = Open();
        repository.Status().ShouldBe([new("import", "cmd", DvcChangeKind.New), new("train", "cmd", DvcChangeKind.New)]);
        repository.Commit("import");
        repository.Commit("train");

        Write("history.csv", "other\n");
        Write("params.yaml", "seed: 8\n");
        Write("options.json", """{ "trees": { "count": 2e2 }, "rate": 0.05 }""");
        File.Delete(_folder["metrics.json"]);
        Write("dvc.yaml", Pipeline.Replace("cmd: train", "cmd: train --fast", StringComparison.Ordinal));

        repository.Status().ShouldBe([
            new("import", "history.csv", DvcChangeKind.Modified),
            new("train", "cmd", DvcChangeKind.Modified),
            new("train", "history.csv", DvcChangeKind.Modified),
            new("train", "metrics.json", DvcChangeKind.Deleted),
            new("train", "params.yaml:seed", DvcChangeKind.Modified)]);
    }

    [Fact]
    public void Commit_Of_One_Stage_Leaves_The_Others_Record_Alone()
    {
        var repository = Open();
        repository.Commit("import");
        Write("dvc.lock", Text("dvc.lock") + "  each@item:\n    cmd: something of DVC's\n");

        repository.Commit("train");

        Text("dvc.lock").ShouldContain("  each@item:\n    cmd: something of DVC's\n  train:\n");
    }

    [Fact]
    public void A_Lock_That_DVC_Wrote_With_Other_Quotes_And_Folds_Is_Up_To_Date()
    {
        var repository = Open();
        repository.Commit("import");
        repository.Commit("train");
        Write("dvc.lock", Text("dvc.lock")
            .Replace("cmd: import --to history.csv", "cmd: import --to\n      history.csv", StringComparison.Ordinal)
            .Replace("cmd: train", "cmd: \"train\"", StringComparison.Ordinal)
            .Replace("rate: 0.050", "rate: 5e-2", StringComparison.Ordinal));

        repository.Status().ShouldBeEmpty();
    }

    [Fact]
    public void Commit_Of_A_Stage_That_Made_Nothing_Records_Nothing()
    {
        File.Delete(_folder["metrics.json"]);

        Should.Throw<DvcException>(() => Open().Commit("train")).Message.ShouldContain("metrics.json of the stage train does not exist");
        Should.Throw<DvcException>(() => Open().Commit("evaluate")).Message.ShouldContain("it has import, train");

        File.Exists(_folder["dvc.lock"]).ShouldBeFalse();
    }

    [Fact]
    public void Push_Takes_The_Outputs_That_DVC_Keeps_And_Pull_Brings_Them_Back()
    {
        Directory.CreateDirectory(_folder[".dvc"]);
        Write(".dvc/config", "[core]\nremote = s\n['remote \"s\"']\nurl = ../storage\n");
        var repository = Open();
        repository.Commit("import");
        repository.Commit("train");

        repository.Push().Copied.ShouldBe(1);
        File.Delete(_folder["history.csv"]);
        Directory.Delete(_folder[".dvc", "cache"], recursive: true);
        repository.Pull().Restored.ShouldBe(1);

        repository.Status().ShouldBeEmpty();
    }

    [Fact]
    public void Add_Refuses_What_A_Stage_Makes() =>
        Should.Throw<DvcException>(() => Open().Add("history.csv")).Message.ShouldContain("made by the stage import");

    [Theory]
    [InlineData("stages:\n  a:\n    foreach: [1]\n    do:\n      cmd: x\n", "foreach")]
    [InlineData("stages:\n  a:\n    wdir: src\n    cmd: x\n", "wdir")]
    [InlineData("stages:\n  a:\n    cmd: run ${x}\n", "template")]
    [InlineData("stages:\n  a:\n    deps: [x]\n", "no cmd")]
    [InlineData("stages:\n  a:\n    cmd: [x\n", "dvc.yaml, line")]
    public void What_Only_DVC_Can_Do_Is_Named(string pipeline, string what)
    {
        Write("dvc.yaml", pipeline);

        Should.Throw<DvcException>(() => Open().Status()).Message.ShouldContain(what);
    }

    private DvcRepository Open() => DvcRepository.Open(_folder.Path, TimeProvider.System);

    private string Text(string path) => File.ReadAllText(_folder[path]);

    private void Write(string path, string text) => File.WriteAllText(_folder[path], text);
}
