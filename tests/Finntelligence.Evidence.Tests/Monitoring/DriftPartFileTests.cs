using System.IO.Compression;
using System.Text.Json;
using Finntelligence.Evidence.Monitoring;
using Finntelligence.Foundation.Faults;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Evidence.Tests.Monitoring;

public sealed class DriftPartFileTests : IDisposable
{
    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");
    private static readonly string[] Lines = Twin();

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Parts_add_up_to_the_counts_and_figures_of_the_whole_file(int shards)
    {
        var whole = Count(Write("whole.csv", Lines), (1, 1));

        var sum = DriftPartFile.Sum([.. Parts(Lines, shards).Reverse()], Models) with { Source = "whole.csv" };

        Json(sum).ShouldBe(Json(whole));
        Json(CurrentFile.Compare(sum, Models)).ShouldBe(Json(CurrentFile.Compare(whole, Models)));
        sum.Faults.Select(fault => fault.Line).ShouldBe([12, 1500]);
        sum.Models[0].Known.Length.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void What_is_missing_doubled_damaged_or_of_other_models_is_named_all_of_it()
    {
        string[] paths = Parts(Lines[..200], 3);
        string cut = _folder.Write("cut", File.ReadAllText(paths[1])[..^9]);
        string other = _folder.Write("other", File.ReadAllText(paths[2]).Replace(Models.Risk.Sha256, new string('0', 64), StringComparison.Ordinal));
        string odd = _folder.Write("odd", File.ReadAllText(paths[2]).Replace("\"scoreSum\":\"", "\"scoreSum\":\"x", StringComparison.Ordinal));

        Fault(paths[0], paths[0], paths[1]).ShouldBe($"Shard 1 is there 2 times: {paths[0]}, {paths[0]}. Of 3 shards 3 is not there.");
        string all = Fault(paths[0], cut, other, odd, _folder.File("absent"));
        all.ShouldContain($"{cut}: it is cut short, damaged or not a part");
        all.ShouldContain($"{other}: it was made with another pair of models (risk 0000");
        all.ShouldContain($"{odd}: its counts are not those of these models");
        all.ShouldContain($"{_folder.File("absent")}: there is no such file.");
    }

    [Fact]
    public void A_part_may_have_no_row_the_whole_must()
    {
        string[] nobody = [Lines[0]];
        var parts = Parts([.. Lines[..50]], 2);
        string empty = _folder.File("empty");
        DriftPartFile.Write(empty, Count(Write("empty.csv", nobody), (1, 1)));

        Should.Throw<RequestFaultException>(() => CurrentFile.Compare(DriftPartFile.Sum([empty], Models), Models)).Message.ShouldContain("no row can be used");
        DriftPartFile.Sum(parts, Models).Rows.ShouldBe(48);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, new JsonSerializerOptions
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    });

    private static string Fault(params string[] paths) => Should.Throw<DataFaultException>(() => DriftPartFile.Sum(paths, Models)).Message;

    private string[] Parts(string[] lines, int shards)
    {
        string[] rows = lines[1..];
        return [.. Enumerable.Range(0, shards).Select(i =>
        {
            string current = Write($"part-{i}.csv", [lines[0], .. rows[(rows.Length * i / shards)..(rows.Length * (i + 1) / shards)]]);
            string part = _folder.File($"part-{shards}-{i}.json");
            DriftPartFile.Write(part, Count(current, (i + 1, shards)));
            return part;
        })];
    }

    private static DriftPart Count(string path, (int, int) shard) => CurrentFile.Count(path, Models, shard, _ => { }, CancellationToken.None);

    private string Write(string name, string[] lines) => _folder.Write(name, string.Join('\n', lines) + "\n");

    // With two lines that cannot be read.
    private static string[] Twin()
    {
        using var zipped = new GZipStream(File.OpenRead(Repository.File("data/cash-loan/simulated.csv.gz")), CompressionMode.Decompress);
        string[] lines = new StreamReader(zipped).ReadToEnd().TrimEnd('\n').Split('\n')[..4000];
        (lines[11], lines[1499]) = ("1,2", "\"");
        return lines;
    }
}
