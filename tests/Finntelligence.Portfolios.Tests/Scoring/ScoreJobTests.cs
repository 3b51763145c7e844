using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Tests.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Portfolios.Scoring;

namespace Finntelligence.Portfolios.Tests.Scoring;

/// <summary>Whole runs; how one that was killed goes on is in <see cref="FileSinkTests"/>.</summary>
public sealed class ScoreJobTests : IDisposable
{
    private const int Applicants = 3000;

    private static readonly RegisteredModels Models = RegisteredModels.Load(new Workspace(Repository.Root), "cash-loan", "production");

    private readonly TestFolder _folder = new();
    private readonly RecordingReporter _reporter = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScoreFormat.Csv)]
    [InlineData(ScoreFormat.Ndjson)]
    public void Files_hold_the_bytes_of_a_stream_whatever_the_threads(ScoreFormat format)
    {
        string input = format == ScoreFormat.Csv ? SomeApplicants.Csv(Applicants) : SomeApplicants.Ndjson(Applicants);
        using MemoryStream output = new(), errors = new();
        ScoreCounts streamed = Do(input, threads: 1, job => job.ToStream(output, errors, CancellationToken.None));
        var files = Files("out");

        ScoreCounts filed = Do(input, threads: 3, job => job.ToFiles(files, resume: false, TimeProvider.System, CancellationToken.None));

        filed.ShouldBe(streamed);
        (filed.Total, filed.Faulty).ShouldBe((Applicants, Applicants / 20));
        File.ReadAllBytes(files.Output).ShouldBe(output.ToArray());
        File.ReadAllBytes(files.Errors).ShouldBe(errors.ToArray());
        Directory.GetFiles(_folder.Path).Length.ShouldBe(2, "nothing is left beside them");
    }

    [Fact]
    public void A_run_that_is_broken_off_says_how_far_it_is_and_goes_on_to_the_same_bytes()
    {
        string input = SomeApplicants.Csv(Applicants);
        var (whole, files) = (Files("whole"), Files("part"));
        Do(input, threads: 1, job => job.ToFiles(whole, resume: false, TimeProvider.System, CancellationToken.None));
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();

        Should.Throw<OperationCanceledException>(() => Do(input, threads: 1, job => job.ToFiles(files, resume: false, TimeProvider.System, stop.Token)));

        _reporter.Warnings.ShouldHaveSingleItem().ShouldEndWith(" lines are done; --resume goes on with the rest.");
        File.Exists(files.Output).ShouldBeFalse();
        ScoreCheckpoint.Load(files.Checkpoint)!.Counts.Total.ShouldBeInRange(1, Applicants - 1);
        _reporter.Watch = _ => { };
        Do(input, threads: 2, job => job.ToFiles(files, resume: true, TimeProvider.System, CancellationToken.None)).Total.ShouldBe(Applicants);
        _reporter.Statuses.ShouldContain(s => s.StartsWith("Going on after line ", StringComparison.Ordinal));
        File.ReadAllBytes(files.Output).ShouldBe(File.ReadAllBytes(whole.Output));
        File.ReadAllBytes(files.Errors).ShouldBe(File.ReadAllBytes(whole.Errors));
    }

    [Fact]
    public void Another_search_does_not_go_on_with_an_unfinished_run()
    {
        string input = SomeApplicants.Csv(Applicants);
        var files = Files("out");
        using var stop = new CancellationTokenSource();
        _reporter.Watch = _ => stop.Cancel();
        Should.Throw<OperationCanceledException>(() => Do(input, threads: 1, job => job.ToFiles(files, resume: false, TimeProvider.System, stop.Token)));
        _reporter.Watch = _ => { };

        var fault = Should.Throw<RequestFaultException>(
            () => Do(input, threads: 1, job => job.ToFiles(files, resume: true, TimeProvider.System, CancellationToken.None), SearchMode.Exact));

        fault.Remedy.ShouldBe("Without --resume the run begins anew.");
        Do(input, threads: 1, job => job.ToFiles(files, resume: false, TimeProvider.System, CancellationToken.None)).Total.ShouldBe(Applicants);
        _reporter.Warnings.ShouldContain("An unfinished run is given up; --resume would have gone on with it.");
    }

    [Fact]
    public void Going_on_with_a_finished_run_makes_it_anew_and_says_so()
    {
        var files = Files("out");
        Do(SomeApplicants.Csv(10), threads: 1, job => job.ToFiles(files, resume: false, TimeProvider.System, CancellationToken.None));

        Do(SomeApplicants.Csv(20), threads: 1, job => job.ToFiles(files, resume: true, TimeProvider.System, CancellationToken.None)).Total.ShouldBe(20);

        _reporter.Warnings.ShouldBe([$"{files.Output} is finished, and does not say what it was made from: it is made anew."]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Who_looks_on_is_told_of_every_record_with_its_place_in_the_output(int threads)
    {
        using MemoryStream output = new(), unwatched = new();
        var lines = new List<ScoredLine>();

        var counts = Do(SomeApplicants.Csv(Applicants), threads, job => job.ToStream(output, Stream.Null, CancellationToken.None, lines.AddRange));

        Do(SomeApplicants.Csv(Applicants), threads: 1, job => job.ToStream(unwatched, Stream.Null, CancellationToken.None)).ShouldBe(counts);
        output.ToArray().ShouldBe(unwatched.ToArray());
        lines.Select(l => l.Record.Line).ShouldBe(Enumerable.Range(2, Applicants).Select(line => (long)line));
        lines.LongCount(l => l.Decision is null && !l.Reading.Faults.IsEmpty).ShouldBe(counts.Faulty);
        lines.LongCount(l => l.Decision?.Offer is not null).ShouldBe(counts.Offers);
        var written = output.ToArray();
        var position = Encoding.UTF8.GetString(written).IndexOf('\n', StringComparison.Ordinal) + 1;
        foreach (var line in lines.Where(l => l.Decision is not null))
        {
            var text = Encoding.UTF8.GetString(written, position, line.Bytes);
            text.ShouldStartWith(line.Reading.Id + ",");
            text.IndexOf('\n', StringComparison.Ordinal).ShouldBe(line.Bytes - 1);
            position += line.Bytes;
        }

        position.ShouldBe((int)output.Length);
    }

    private ScoreCounts Do(string input, int threads, Func<ScoreJob, ScoreCounts> work, SearchMode search = SearchMode.Grid)
    {
        var records = new RecordOptions(null, null, new RequestColumnOptions(), search);
        using var source = RecordSource.Open(Models.Product, new MemoryStream(Encoding.UTF8.GetBytes(input)), records);
        return work(new ScoreJob(Models, source, records, threads, Encoding.UTF8.GetByteCount(input), _reporter));
    }

    private ScoreFiles Files(string name) => ScoreFiles.Of(_folder.File(name), errors: null, ScoreFormat.Csv);
}
