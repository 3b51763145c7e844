using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Histories.Records;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Scoring;
using Finntelligence.Training.Options;
using Finntelligence.Training.Output;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Portfolios;

/// <summary><c>score</c>: the best offer for every applicant of a file or a stream.</summary>
internal static class ScoreCommand
{
    public static Command Create(ConsoleHost host)
    {
        var input = new ApplicantOptions();
        var output = new Option<string>("--out")
        {
            Description = "The decisions, in the format of the input; '-' for standard output.",
            DefaultValueFactory = _ => ApplicantOptions.Standard,
        };
        var errors = new Option<string?>("--errors")
        {
            Description = "The file for what is wrong with lines that cannot be scored. Without it: <out>.errors.csv or .ndjson, or standard error.",
        };
        var resume = new Option<bool>("--resume") { Description = "Go on with an unfinished run into the same files; begin where there is none." };
        var fail = new Option<bool>("--fail-on-errors") { Description = "End with exit code 1 if any line has a fault." };
        var search = new Option<string>("--search")
        {
            Description = "grid, or exact to leave the product's grid, where a line does not say.",
            DefaultValueFactory = _ => PredictSearch.Grid,
        };
        search.AcceptOnlyFromAmong(PredictSearch.Grid, PredictSearch.Exact);
        var threads = ThreadsOption.Create("the output");
        var command = new Command("score", "Find the best offer for every applicant of a CSV or NDJSON file, or of standard input.")
        {
            output, errors, resume, fail, search, threads,
        };
        input.AddTo(command);
        command.Does(host, (parsed, reporter, cancellation) => Score(
            host,
            new ScoreArguments(
                input.Read(parsed, parsed.GetValue(search) == PredictSearch.Exact ? SearchMode.Exact : SearchMode.Grid),
                parsed.GetValue(output)!, parsed.GetValue(errors), parsed.GetValue(resume), parsed.GetValue(fail), ThreadsOption.Count(parsed.GetValue(threads))),
            parsed.GetValue(CommandRun.Json),
            reporter,
            cancellation));
        return command;
    }

    private sealed record ScoreArguments(ApplicantArguments Input, string Output, string? Errors, bool Resume, bool Fail, int Threads)
    {
        public bool ToStream => Output == ApplicantOptions.Standard;
    }

    private static void Score(ConsoleHost host, ScoreArguments arguments, bool json, IReporter reporter, CancellationToken cancellation)
    {
        if (arguments.ToStream && arguments.Resume)
            throw new RequestFaultException("--resume needs --out to name a file: what went into a pipe cannot be taken back.");
        if (arguments.ToStream && json)
            throw new RequestFaultException("--json needs --out to name a file: standard output carries the decisions.");
        Distinct(arguments);
        if (arguments.ToStream)
            reporter = host.ReporterBesideOutput();
        var models = RegisteredModels.Load(host.Workspace(), arguments.Input.Product, arguments.Input.Alias);
        using var source = arguments.Input.Open(host, models.Product, cancellation);
        reporter.Status($"Scoring {arguments.Input.Name} with {models.Description}.");
        var started = host.Time.GetTimestamp();
        var job = new ScoreJob(models, source, arguments.Input.Records, arguments.Threads, arguments.Input.Length, reporter);
        var (counts, errors) = arguments.ToStream ? ToStream(host, arguments, job, cancellation) : ToFiles(host, arguments, source, job, cancellation);
        Summarise(arguments, models, counts, errors, host.Time.GetElapsedTime(started), reporter);
        if (counts.Total > 0 && counts.Faulty == counts.Total)
            throw new RequestFaultException($"Not one of {Figures.Count(counts.Total)} lines could be scored: {errors}.");
        if (arguments.Fail && counts.Faulty > 0)
            throw new RequestFaultException($"{Figures.Count(counts.Faulty)} of {Figures.Count(counts.Total)} lines have faults: {errors}.");
    }

    private static (ScoreCounts Counts, string Errors) ToStream(
        ConsoleHost host, ScoreArguments arguments, ScoreJob job, CancellationToken cancellation)
    {
        using var output = host.OpenOutput();
        using var errors = arguments.Errors is { } path ? File.Create(path) : (Stream)new TextStream(host.Error);
        return (job.ToStream(output, errors, cancellation), arguments.Errors ?? "standard error");
    }

    private static (ScoreCounts Counts, string Errors) ToFiles(
        ConsoleHost host, ScoreArguments arguments, RecordSource source, ScoreJob job, CancellationToken cancellation)
    {
        var files = ScoreFiles.Of(arguments.Output, arguments.Errors, source.Reader.Format);
        return (job.ToFiles(files, arguments.Resume, host.Time, cancellation), files.Errors);
    }

    private static void Summarise(
        ScoreArguments arguments, RegisteredModels models, ScoreCounts counts, string errors, TimeSpan elapsed, IReporter reporter)
    {
        reporter.Status(
            $"{Figures.Count(counts.Total)} applicants: {Figures.Count(counts.Offers)} offers, {Figures.Count(counts.Declines)} declines, " +
            $"{Figures.Count(counts.Faulty)} with faults ({errors}).");
        reporter.Status($"{Figures.Seconds(elapsed)} seconds.");
        reporter.Document(new
        {
            input = arguments.Input.Name,
            output = arguments.Output,
            errors,
            counts,
            models = new { risk = models.Risk.Sha256, acceptance = models.Acceptance.Sha256, rateCard = models.Card?.Sha256 },
            seconds = elapsed.TotalSeconds,
        });
    }

    private static void Distinct(ScoreArguments arguments)
    {
        string[] paths = [.. new[] { arguments.Input.Path, arguments.Output, arguments.Errors }
            .OfType<string>().Where(p => p != ApplicantOptions.Standard).Select(Path.GetFullPath)];
        if (paths.Distinct(StringComparer.Ordinal).Count() < paths.Length)
            throw new RequestFaultException("--in, --out and --errors must name different files.");
    }
}
