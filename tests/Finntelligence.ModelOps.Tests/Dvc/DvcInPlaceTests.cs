using System.Text;
using System.Text.RegularExpressions;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.ModelOps.Tests.Yaml;
using Finntelligence.ModelOps.Yaml;

namespace Finntelligence.ModelOps.Tests.Dvc;

/// <summary>DVC's files belong to DVC and to people: a command changes what it records, and no other byte.</summary>
public sealed partial class DvcInPlaceTests : IDisposable
{
    private const string OldMd5 = "0123456789abcdef0123456789abcdef";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commit_Changes_The_Values_Of_Its_Stage_In_Some_Hundred_Layouts()
    {
        Write("dvc.yaml", "stages:\n" + string.Concat("abc".Select(name => $"  {name}:\n    cmd: make {name} --of in\n    deps: [in.txt]\n    params: [seed, weights]\n    outs:\n    - {name}.txt:\n        cache: false\n")));
        Write("params.yaml", "seed: 0x11\nweights: {0: 1.0, 1: 5.0}\n");
        foreach (var name in new[] { "in", "a", "b", "c" })
            Write($"{name}.txt", $"new {name}\n");
        var recorded = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var before = new YamlForms(seed).Write(YamlMap.Of(
                ("schema", YamlScalar.Of("2.0")),
                ("stages", YamlMap.Of([.. "abc".Select(name => (name.ToString(), (YamlNode?)Stage(name)))]))));
            var bytes = (byte[])[.. seed % 10 == 0 ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(before)];
            File.WriteAllBytes(_folder["dvc.lock"], bytes);
            var original = File.ReadAllBytes(_folder["dvc.lock"]);
            try
            {
                Open().Commit("b");
            }
            catch (DvcException fault)
            {
                fault.Message.ShouldContain("cannot be edited");
                File.ReadAllBytes(_folder["dvc.lock"]).ShouldBe(original);
                continue;
            }

            recorded++;
            var after = Encoding.UTF8.GetString(File.ReadAllBytes(_folder["dvc.lock"])).TrimStart('\ufeff');
            (File.ReadAllBytes(_folder["dvc.lock"])[0] == 0xEF).ShouldBe(seed % 10 == 0);
            Open().Status().Select(change => change.Target).Distinct().ShouldBe(["a", "c"], $"{before}\n→\n{after}");
            var (old, now) = (YamlReader.Read(before, "before"), YamlReader.Read(after, "after"));
            foreach (var other in "ac")
                TextOf(now, after, other).ShouldBe(TextOf(old, before, other), $"{before}\n→\n{after}");
            // A line that holds no value of the record stands where it stood.
            Owned(after).ShouldBe(Owned(before), $"{before}\n→\n{after}");
        }
        recorded.ShouldBeGreaterThan(270);
    }

    [Fact]
    public void Members_Of_An_Entry_That_Are_Not_Ours_Stay()
    {
        Write("dvc.yaml", "stages:\n  s:\n    cmd: make\n    outs: [tool]\n");
        Write("tool", "x");
        Write("dvc.lock", $"# mine\nschema: '2.0'\nstages:\n  s:\n    cmd: make # why\n    outs:\n    - path: tool\n      isexec: true   # a tool\n      md5: {OldMd5}\n      hash: md5\n      size: 12\n");

        Open().Commit("s");

        Text("dvc.lock").ShouldBe("# mine\nschema: '2.0'\nstages:\n  s:\n    cmd: make # why\n    outs:\n    - path: tool\n      isexec: true   # a tool\n      md5: 9dd4e461268c8034f5c8564e155c67a6\n      hash: md5\n      size: 1\n");
    }

    [Fact]
    public void Add_Keeps_A_Description_Over_Several_Lines_And_The_Comments()
    {
        Write("x.csv", "x");
        Write("x.csv.dvc", $"# kept\ndesc: first paragraph\n\n  second paragraph\nouts:\n- md5: {OldMd5}   # old\n  size: 12\n  hash: md5\n  path: x.csv\n  desc: >\n    folded\n    text\nmeta: {{0: a}}\n");

        Open().Add("x.csv");

        Text("x.csv.dvc").ShouldBe("# kept\ndesc: first paragraph\n\n  second paragraph\nouts:\n- md5: 9dd4e461268c8034f5c8564e155c67a6   # old\n  size: 1\n  hash: md5\n  path: x.csv\n  desc: >\n    folded\n    text\nmeta: {0: a}\n");
        Open().Status().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("frozen: true\n", "frozen")]
    [InlineData("deps:\n- path: /x\n", "deps")]
    [InlineData("wdir: ../data\n", "wdir")]
    public void A_File_That_Says_What_Only_DVC_Can_Do_Is_Left_Alone(string more, string what)
    {
        Write("x.csv", "x");
        var before = more + $"outs:\n- md5: {OldMd5}\n  hash: md5\n  path: x.csv\n";
        Write("x.csv.dvc", before);

        Should.Throw<DvcException>(() => Open().Add("x.csv")).Message.ShouldContain($"'{what}'");

        Text("x.csv.dvc").ShouldBe(before);
        _folder.Files.Where(file => file != ".dvc/tmp/.lock" && !file.StartsWith(".dvc/tmp/", StringComparison.Ordinal)).ShouldBe(["x.csv", "x.csv.dvc"], "nothing was written");
    }

    [Theory]
    [InlineData("frozen: true", "frozen")]
    [InlineData("always_changed: true", "always_changed")]
    [InlineData("matrix: {a: [1]}", "matrix")]
    [InlineData("deps: [s3://bucket/x]", "s3://bucket/x")]
    [InlineData("outs: [{o: {remote: other}}]", "remote")]
    [InlineData("params: ['${name}']", "template")]
    public void A_Stage_That_Only_DVC_Can_Run_Is_Refused_By_Name(string member, string what)
    {
        Write("dvc.yaml", $"stages:\n  s:\n    cmd: make\n    {member}\n");

        Should.Throw<DvcException>(() => Open().Commit("s")).Message.ShouldContain(what);

        File.Exists(_folder["dvc.lock"]).ShouldBeFalse();
    }

    [Fact]
    public void A_Nested_Ignore_File_Is_Seen_Before_Anything_Is_Written()
    {
        Directory.CreateDirectory(_folder["raw", "inner"]);
        Write("raw/inner/.dvcignore", "*.tmp\n");
        Write("raw/a.csv", "a");

        Should.Throw<DvcException>(() => Open().Add("raw")).Message.ShouldContain(".dvcignore");

        File.Exists(_folder["raw.dvc"]).ShouldBeFalse();
        Directory.Exists(_folder[".dvc", "cache"]).ShouldBeFalse();
    }

    [Fact]
    public void A_Folder_Named_By_Wdir_Is_Where_The_Data_Lies()
    {
        Directory.CreateDirectory(_folder["meta"]);
        Directory.CreateDirectory(_folder["data"]);
        Write("data/p.txt", "payload\n");
        Write("meta/p.txt.dvc", "wdir: ../data\nouts:\n- md5: 249c850f62ea50feb918b095fc56d763\n  size: 8\n  hash: md5\n  path: p.txt\n");

        Open().Status().ShouldBeEmpty();
        Write("data/p.txt", "other\n");
        Open().Status().ShouldBe([new("meta/p.txt.dvc", "data/p.txt", DvcChangeKind.Modified)]);
    }

    [Fact]
    public void Parameters_Are_Compared_As_DVC_Compares_Them()
    {
        Write("dvc.yaml", "stages:\n  s:\n    cmd: make\n    params: [note, seed, hex, oct, thousand, weights, gone]\n");
        Write("params.yaml", "note: first paragraph\n\n  second paragraph\nseed: 9007199254740992\nhex: 0x10\noct: 0o17\nthousand: 1_000\nweights: {1: 5.0, 0: 1}\ngone: 1\n");
        Open().Commit("s");
        Text("dvc.lock").ShouldContain("note: \"first paragraph\\nsecond paragraph\"\n");
        Open().Status().ShouldBeEmpty();

        Write("dvc.lock", "schema: '2.0'\nstages:\n  s:\n    cmd: make\n    params:\n      params.yaml:\n        note: \"first paragraph\\nsecond paragraph\"\n        hex: 16\n        oct: 15\n        thousand: 1000\n        seed: 9007199254740993\n        weights:\n          0: 1.0\n          1: 5.0\n        gone: 1\n");
        Open().Status().ShouldBe([new("s", "params.yaml:seed", DvcChangeKind.Modified)]);

        Write("params.yaml", Text("params.yaml").Replace("gone: 1\n", "", StringComparison.Ordinal).Replace("0: 1", "'0': 1", StringComparison.Ordinal));
        Open().Status().ShouldBe([
            new("s", "params.yaml:gone", DvcChangeKind.Deleted),
            new("s", "params.yaml:seed", DvcChangeKind.Modified),
            new("s", "params.yaml:weights", DvcChangeKind.Modified)]);
        Should.Throw<DvcException>(() => Open().Commit("s")).Message.ShouldContain("no parameter 'gone'");
        File.Delete(_folder["params.yaml"]);
        Open().Status().ShouldBe([new("s", "params.yaml", DvcChangeKind.Deleted)]);
    }

    [Fact]
    public void Looking_Writes_Nothing()
    {
        Write("dvc.yaml", "stages:\n  s:\n    cmd: make\n");

        Open().Status();

        _folder.Files.ShouldBe(["dvc.yaml"]);
    }

    [GeneratedRegex("md5[\"']? ?:|size|seed|123456|[0-9a-f]{32}")]
    private static partial Regex OwnedValue();

    private static YamlMap Stage(char name) => YamlMap.Of(
        ("cmd", YamlScalar.Of($"make {name} --of in")),
        ("deps", new YamlList([Entry("in.txt")])),
        ("params", YamlMap.Of(("params.yaml", YamlMap.Of(
            ("seed", YamlScalar.Of(9007199254740993)),
            ("weights", new YamlMap([new(YamlScalar.Of(0), YamlScalar.Of(1)), new(YamlScalar.Of(1), new YamlScalar("5.0", IsPlain: true))])))))),
        ("outs", new YamlList([Entry($"{name}.txt")])));

    private static YamlMap Entry(string path) => YamlMap.Of(
        ("path", YamlScalar.Of(path)), ("hash", YamlScalar.Of("md5")), ("md5", YamlScalar.Of(OldMd5)), ("size", YamlScalar.Of(123456)));

    private static string TextOf(YamlMap document, string text, char stage)
    {
        var value = document["stages"]![stage.ToString()]!;
        return text[value.Span!.Value.Start..value.Span.Value.End].TrimEnd();
    }

    private static string[] Owned(string text) =>
        [.. text.Split('\n').Where(line => !OwnedValue().IsMatch(line))];

    private DvcRepository Open() => DvcRepository.Open(_folder.Path, TimeProvider.System);

    private string Text(string path) => File.ReadAllText(_folder[path]);

    private void Write(string path, string text) => File.WriteAllText(_folder[path], text);
}
