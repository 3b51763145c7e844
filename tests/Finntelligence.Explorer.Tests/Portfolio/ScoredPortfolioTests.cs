using System.IO.Compression;
using System.Text;
using Finntelligence.Explorer.Portfolio;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Scoring;
using NSubstitute;

namespace Finntelligence.Explorer.Tests.Portfolio;

public sealed class ScoredPortfolioTests
{
    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");
    private static readonly PortfolioLimits Limits = PortfolioLimits.Default;

    [Fact]
    public async Task Decisions_and_faults_are_the_bytes_of_the_console()
    {
        var csv = Applicants.Csv(700);
        using MemoryStream decisions = new(), errors = new();
        Console(csv).ToStream(decisions, errors, CancellationToken.None);

        using var file = await ReceiveAsync(csv, "a.csv");
        using var scored = Score(file);

        (scored.Counts.Total, scored.Counts.Faulty, scored.FaultCount).ShouldBe((700, 70, 70));
        (await BytesAsync(scored.DecisionsAsync(null, CancellationToken.None))).ShouldBe(decisions.ToArray());
        (await BytesAsync(scored.FaultsAsync(CancellationToken.None))).ShouldBe(errors.ToArray());
    }

    [Fact]
    public async Task Decisions_of_some_rows_stand_in_their_order_under_the_header()
    {
        using var file = await ReceiveAsync(Applicants.Csv(300), "a.csv");
        using var scored = Score(file);
        var best = (RowQuery.All with { By = RowColumn.Profit, Descending = true, IsOffer = true }).Of(scored.Rows).Take(5).ToList();

        var lines = Encoding.UTF8.GetString(await BytesAsync(scored.DecisionsAsync(best, CancellationToken.None))).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[0].ShouldStartWith("id,decision,amount,");
        lines.Skip(1).Select(l => l.Split(',')[0]).ShouldBe(best.Select(r => r.Id));
    }

    [Fact]
    public async Task A_fault_has_its_line_column_and_cell()
    {
        using var file = await ReceiveAsync(Applicants.Csv(20), "a.csv");
        using var scored = Score(file);

        scored.Faults.Length.ShouldBe(2);
        (scored.Faults[0].Line, scored.Faults[0].Id, scored.Faults[0].Column, scored.Faults[0].Cell).ShouldBe((9, "c7", "applicationScore", "-5"));
        scored.Faults[0].Message.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("a.csv", ";", false)]
    [InlineData("a.tsv", "\t", false)]
    [InlineData("a.csv.gz", ",", true)]
    public async Task Other_delimiters_and_packed_files_come_to_the_same(string name, string delimiter, bool packed)
    {
        using var plain = await ReceiveAsync(Applicants.Csv(100), "a.csv");
        using var other = await ReceiveAsync(Applicants.Csv(100, delimiter), name, packed);
        using var expected = Score(plain);
        using var scored = Score(other);

        scored.Rows.Select(r => r with { Offset = 0 }).ShouldBe(expected.Rows.Select(r => r with { Offset = 0 }));
    }

    [Fact]
    public async Task Lines_of_json_are_read_too_and_their_names_stand_without_quotes()
    {
        const string Line = """{"id":"x1","applicant":{"riskCategory":"HIGH","monthlyIncome":3200,"bureauScore":610,"applicationScore":29,"priorLoans":3,"monthsSinceLastLoan":10,"lastLoanAmount":1000,"lastLoanMonths":4}}""";
        using var file = await ReceiveAsync(Line + "\n", "a.ndjson");
        using var scored = Score(file);

        scored.Rows.ShouldHaveSingleItem().Id.ShouldBe("x1");
        scored.IsCsv.ShouldBeFalse();
    }

    [Fact]
    public async Task The_history_is_known_by_its_columns()
    {
        using var file = await ReceiveAsync(File.OpenRead(Repository.File("data/car-loan/simulated.csv.gz")), "simulated.csv.gz");
        var models = RegisteredModels.Load(new Workspace(Repository.Root), "car-loan", "production");
        using var scored = ScoredPortfolio.Score(models, file.Path, ignoreUnknown: false, Limits, new Progress<double>(), CancellationToken.None);

        scored.Counts.Total.ShouldBe(12_000);
        scored.Counts.Offers.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_unknown_column_is_a_fault_unless_it_may_be_passed_over()
    {
        var csv = Applicants.Csv(5).Replace("id,riskCategory", "shoeSize,riskCategory", StringComparison.Ordinal);
        using var file = await ReceiveAsync(csv, "a.csv");

        Should.Throw<RequestFaultException>(() => Score(file)).Message.ShouldContain("\"shoeSize\" is not known here");
        using var scored = ScoredPortfolio.Score(Models, file.Path, ignoreUnknown: true, Limits, new Progress<double>(), CancellationToken.None);
        scored.Counts.Total.ShouldBe(5);
    }

    [Fact]
    public async Task What_is_too_much_is_refused_with_its_bound_and_nothing_is_left()
    {
        var csv = Applicants.Csv(600);
        var before = Files();

        (await Should.ThrowAsync<DataFaultException>(() => ReceiveAsync(csv, "a.csv", limits: Limits with { UploadBytes = 1 << 10 }))).Message.ShouldContain("more than 0 MiB");
        (await Should.ThrowAsync<DataFaultException>(() => ReceiveAsync(csv, "a.csv.gz", packed: true, Limits with { PlainBytes = 1 << 10 })))
            .Message.ShouldContain("once it is unpacked");
        using (var file = await ReceiveAsync(csv, "a.csv"))
        {
            Should.Throw<DataFaultException>(() => ScoredPortfolio.Score(
                Models, file.Path, false, Limits with { Rows = 599 }, new Progress<double>(), CancellationToken.None)).Message.ShouldContain("more than 599 rows");
        }

        Files().Except(before).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.pdf", "x", "is no table")]
    [InlineData("a.csv", "", "is empty")]
    [InlineData("a.csv.gz", "no gzip at all", "damaged")]
    public async Task What_is_no_table_is_refused(string name, string content, string words) =>
        (await Should.ThrowAsync<DataFaultException>(() => ReceiveAsync(content, name))).Message.ShouldContain(words);

    [Fact]
    public async Task Shown_faults_are_bounded_and_all_can_be_downloaded()
    {
        using var file = await ReceiveAsync(Applicants.Csv(600), "a.csv");
        using var scored = ScoredPortfolio.Score(Models, file.Path, false, Limits with { ShownFaults = 10 }, new Progress<double>(), CancellationToken.None);

        (scored.Faults.Length, scored.FaultCount).ShouldBe((10, 60));
        Encoding.UTF8.GetString(await BytesAsync(scored.FaultsAsync(CancellationToken.None))).Split('\n').Length.ShouldBe(62);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing()
    {
        using var file = await ReceiveAsync(Applicants.Csv(2000), "a.csv");
        var before = Files();
        using var stop = new CancellationTokenSource();
        var told = new StopAtFirst(stop);

        Should.Throw<OperationCanceledException>(() => ScoredPortfolio.Score(Models, file.Path, false, Limits, told, stop.Token));

        Files().Except(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_service_left_goes_and_what_is_in_use_stays()
    {
        using var file = await ReceiveAsync(Applicants.Csv(5), "a.csv");
        var left = Path.Combine(Leftovers.Folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(left, "of another time");

        Leftovers.Sweep();

        File.Exists(left).ShouldBeFalse();
        File.Exists(file.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task One_portfolio_has_its_turn_and_places_are_given_back()
    {
        using var desk = new PortfolioDesk(Limits with { Held = 2 });
        using var first = desk.TryHold();
        var second = desk.TryHold();
        desk.TryHold().ShouldBeNull();
        second!.Dispose();
        second.Dispose();
        using var third = desk.TryHold();
        third.ShouldNotBeNull();
        desk.TryHold().ShouldBeNull("a place that was given back twice is one place");

        var running = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.RunAsync(
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.Sleep(5);
                Interlocked.Decrement(ref running);
                return true;
            },
            CancellationToken.None)));
        most.ShouldBe(1);
    }

    private static ScoredPortfolio Score(PortfolioFile file) =>
        ScoredPortfolio.Score(Models, file.Path, ignoreUnknown: false, Limits, new Progress<double>(), CancellationToken.None);

    private static ScoreJob Console(string csv)
    {
        var records = new RecordOptions(null, null, new RequestColumnOptions());
        var source = RecordSource.Open(Models.Product, new MemoryStream(Encoding.UTF8.GetBytes(csv)), records);
        var reporter = Substitute.For<IReporter>();
        reporter.Track(Arg.Any<string>(), Arg.Any<Func<IProgress<double>, bool>>()).Returns(call => call.Arg<Func<IProgress<double>, bool>>()(new Progress<double>()));
        return new ScoreJob(Models, source, records, threads: 2, null, reporter);
    }

    private static Task<PortfolioFile> ReceiveAsync(string content, string name, bool packed = false, PortfolioLimits? limits = null)
    {
        var bytes = new MemoryStream();
        using (var to = packed ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true) : (Stream)new NotClosed(bytes))
            to.Write(Encoding.UTF8.GetBytes(content));
        bytes.Position = 0;
        return ReceiveAsync(bytes, name, limits);
    }

    private static Task<PortfolioFile> ReceiveAsync(Stream sent, string name, PortfolioLimits? limits = null) =>
        PortfolioFile.ReceiveAsync(sent, name, limits ?? Limits, received: null, CancellationToken.None);

    private static async Task<byte[]> BytesAsync(Task<Stream> reading)
    {
        await using var stream = await reading;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static string[] Files() => Directory.Exists(Leftovers.Folder) ? Directory.GetFiles(Leftovers.Folder) : [];

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<double>
    {
        public void Report(double value) => stop.Cancel();
    }

    private sealed class NotClosed(MemoryStream inner) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }
}
