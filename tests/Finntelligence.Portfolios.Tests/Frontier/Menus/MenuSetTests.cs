using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Frontier.Menus;
using Finntelligence.Portfolios.Tests.Scoring;

namespace Finntelligence.Portfolios.Tests.Frontier.Menus;

public sealed class MenuSetTests : IDisposable
{
    private const int Applicants = 300;

    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");
    private static readonly FrontierLimit Loans = new(null, 20, null);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 2)]
    [InlineData("csv", 7)]
    [InlineData("ndjson", 5)]
    public void Shards_come_to_the_bytes_of_one_run_however_many_they_are(string format, int shards)
    {
        string input = format == "csv" ? SomeApplicants.Csv(Applicants) : SomeApplicants.Ndjson(Applicants);
        using (var source = Source(input))
            new FrontierJob(Models, source, null, _folder.File("one")).Run(Loans, "the test", 2, null, new RecordingReporter(), CancellationToken.None);

        // In any order, and at any number of threads.
        string[] paths = [.. Shards(input, shards, format == "csv").Reverse()];
        var outcome = new MergeJob(MenuSet.Open(paths), _folder.File("many")).Run(Loans, threads: shards, CancellationToken.None);

        (outcome.Applicants, outcome.Faulty).ShouldBe((Applicants - (Applicants / 20), Applicants / 20));
        string[] names = ["chosen.csv", "frontier-capital.csv", "frontier-loans.csv", "frontier-losses.csv", "frontier.svg", "offers.csv"];
        Directory.GetFiles(_folder.File("many")).Select(Path.GetFileName).ShouldBe(names, ignoreOrder: true);
        foreach (var name in names)
            File.ReadAllText(_folder.File($"many/{name}")).ShouldBe(File.ReadAllText(_folder.File($"one/{name}")), name);
    }

    [Fact]
    public void The_same_shard_has_the_same_bytes_each_time_and_a_shard_may_hold_nobody()
    {
        string[] first = Shards(SomeApplicants.Csv(20), 3, hasHeader: true);
        byte[][] bytes = [.. first.Select(File.ReadAllBytes)];
        Shards(SomeApplicants.Csv(20), 3, hasHeader: true).Select(File.ReadAllBytes).ShouldBe(bytes);

        string empty = Menus("empty", SomeApplicants.Header + "\n", (4, 4));
        MenuSet.Open([Menus("a", SomeApplicants.Csv(20), (1, 2)), Menus("b", SomeApplicants.Header + "\n", (2, 2))]).Applicants.ShouldBe(19);
        Should.Throw<RequestFaultException>(() => new MergeJob(MenuSet.Open([Menus("c", SomeApplicants.Header + "\n", (1, 1))]), _folder.File("out"))
            .Run(Loans, 1, CancellationToken.None)).Message.ShouldContain("no applicant without a fault");
        File.Exists(empty).ShouldBeTrue();
    }

    [Fact]
    public void What_does_not_belong_together_is_named_all_of_it()
    {
        string[] paths = Shards(SomeApplicants.Csv(60), 3, hasHeader: true);
        string again = _folder.File("again"), renumbered = Menus("renumbered", Parts(SomeApplicants.Csv(60), 3, hasHeader: true)[0], (2, 3));
        File.Copy(paths[0], again);

        Fault(paths[0], again, paths[1]).ShouldBe($"Shard 1 is there 2 times: {paths[0]}, {again}. Of 3 shards 3 is not there.");
        Fault(paths[0], renumbered, paths[2]).ShouldBe($"{paths[0]}, {renumbered} hold the same under different numbers.");
        Fault(paths[0], Menus("half", SomeApplicants.Csv(30), (2, 3), loss: 0.5), paths[2]).ShouldContain("another loss given default (0.5) than");
        Fault(paths[0], paths[1], Menus("four", SomeApplicants.Csv(30), (3, 4))).ShouldContain("it is one of 4 shards");
        Fault(paths[0], Rewritten(paths[1], h => h with { ProductSha256 = new string('0', 64) }), paths[2]).ShouldContain("another product (cash-loan, 000000000000");
        Fault(paths[0], Rewritten(paths[1], h => h with { RiskSha256 = new string('0', 64) }), paths[2]).ShouldContain("another pair of models (risk 000000000000");
    }

    [Fact]
    public void A_file_that_is_cut_short_damaged_or_something_else_is_named()
    {
        string whole = Menus("whole", SomeApplicants.Csv(60), (1, 1));
        byte[] bytes = File.ReadAllBytes(whole);

        foreach (var length in (int[])[bytes.Length - 1, bytes.Length / 2, Array.IndexOf(bytes, (byte)'\n') + 1])
            Fault(_folder.Write("cut", bytes[..length])).ShouldBe($"{_folder.File("cut")}: it is cut short. Make this shard anew.");
        Fault(_folder.Write("other", "line,id\n1,a\n")).ShouldContain("it is not a file of menus");
        Fault(_folder.Write("nothing", "")).ShouldContain("it is not a file of menus");
        Fault(_folder.File("absent")).ShouldContain("there is no such file");
        Fault(Rewritten(whole, h => h with { Version = 2 })).ShouldContain("its format has version 2; this program reads 1.");

        // Any byte of it: found at once, or when the menus are read.
        for (var at = 2; at < bytes.Length; at += 97)
        {
            byte[] wrong = [.. bytes];
            wrong[at] ^= 0x20;
            string path = _folder.Write("wrong", wrong);
            Should.Throw<DataFaultException>(() => MenuSet.Open([path]).Read(0).Count(), $"byte {at}").Message.ShouldStartWith(path);
        }
    }

    private static string Fault(params string[] paths) => Should.Throw<DataFaultException>(() => MenuSet.Open(paths)).Message;

    // As a run with another product or pair would have written it.
    private string Rewritten(string path, Func<MenuHeader, MenuHeader> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int line = Array.IndexOf(bytes, (byte)'\n') + 1;
        var header = System.Text.Json.JsonSerializer.Deserialize<MenuHeader>(bytes.AsSpan(0, line), MenuHeader.Json)!;
        byte[] changed = [.. System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(change(header), MenuHeader.Json), (byte)'\n'];
        var (counts, sha256) = MenuSeal.Read(bytes.AsSpan(0, line), bytes.AsSpan(bytes.Length - MenuSeal.Length))!.Value;
        return _folder.Write("rewritten", [.. changed, .. bytes[line..^MenuSeal.Length], .. MenuSeal.Of(changed, counts, sha256)]);
    }

    private string[] Shards(string input, int shards, bool hasHeader) =>
        [.. Parts(input, shards, hasHeader).Select((part, i) => Menus($"menus-{i + 1}", part, (i + 1, shards)))];

    private static string[] Parts(string input, int shards, bool hasHeader)
    {
        string[] lines = input.TrimEnd('\n').Split('\n');
        string header = hasHeader ? lines[0] + "\n" : "";
        string[] rows = hasHeader ? lines[1..] : lines;
        // The last line of a part may have no end.
        return [.. Enumerable.Range(0, shards).Select(i => header + string.Join('\n', rows[(rows.Length * i / shards)..(rows.Length * (i + 1) / shards)]) + (i % 2 == 0 ? "\n" : ""))];
    }

    private string Menus(string name, string input, (int, int) shard, double? loss = null)
    {
        using var source = Source(input);
        new MenusJob(Models, source, loss, shard).Run(_folder.File(name), 2, null, new RecordingReporter(), CancellationToken.None);
        return _folder.File(name);
    }

    private static RecordSource Source(string input) =>
        RecordSource.Open(Models.Product, new MemoryStream(Encoding.UTF8.GetBytes(input)), new RecordOptions(null, null, new RequestColumnOptions()));
}
