using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs show</c>: all that was recorded of one training.</summary>
internal static class RunsShowCommand
{
    public static Command Create(ConsoleHost host)
    {
        var id = new Argument<string>("run") { Description = "The run's id or the beginning of it, or `latest`." };
        var command = new Command("show", "Show all that was recorded of a training.") { id };
        command.Does(host, (parsed, reporter, _) =>
        {
            var store = RunsCommand.Store(host);
            RunRecord run = RunsCommand.Read(store, parsed.GetValue(id)!);
            Show(run, reporter);
            reporter.Status("");
            reporter.Status($"Files: {Path.Combine(store.Folder, run.Id)}");
            reporter.Document(run);
        });
        return command;
    }

    private static void Show(RunRecord run, IReporter reporter)
    {
        reporter.Status($"Run {run.Id}: {run.Experiment}, {run.Name}, {run.Status.ToString().ToLowerInvariant()}");
        reporter.Status($"From {Time(run.Start)} to {(run.End is { } end ? Time(end) : "now")}");
        Pairs("Tags", run.Tags);
        Pairs("Parameters", run.Parameters);
        reporter.Table(new ReportTable(
            "Data", [new("name"), new("md5", Rank: 1), new("from"), new("for")],
            [.. run.Inputs.Select(i => new[] { i.Name, i.Digest, i.Source, i.Context })]));
        reporter.Table(new ReportTable(
            "Metrics", [new("metric"), new("points", Numeric: true, Rank: 1), new("least", Numeric: true), new("last", Numeric: true)],
            [.. run.MetricSummaries().Select(m => new[] { m.Key, Figures.Count(m.Points), Figures.Number(m.Least), Figures.Number(m.Last) })]));
        reporter.Table(new ReportTable(
            "Files", [new("file"), new("bytes", Numeric: true), new("sha256", Rank: 1)],
            [.. run.Artifacts.Select(a => new[] { a.Path, Figures.Count(a.Size), a.Sha256 })]));

        void Pairs(string title, IReadOnlyDictionary<string, string> pairs) => reporter.Table(
            new ReportTable(title, [new("name"), new("value")], [.. pairs.Select(p => new[] { p.Key, p.Value })]));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}
