using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Tracking;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs compare</c>: what differs between trainings.</summary>
internal static class RunsCompareCommand
{
    public static Command Create(ConsoleHost host)
    {
        var ids = new Argument<string[]>("runs")
        {
            Description = "Two or more runs: ids, beginnings of ids, or `latest`.",
            Arity = new ArgumentArity(2, 10),
        };
        var command = new Command("compare", "Show how trainings differ, in what went in and in what came out.") { ids };
        command.Does(host, (parsed, reporter, _) =>
        {
            var store = RunsCommand.Store(host);
            var comparison = RunComparison.Of([.. parsed.GetValue(ids)!.Select(id => RunsCommand.Read(store, id))]);
            // An id is as wide as two columns of figures.
            foreach (var (run, heading) in comparison.Runs.Zip(Headings(comparison)))
                reporter.Status($"{heading} is {run.Id}.");
            ShowInputs(comparison, reporter);
            ShowMetrics(comparison, reporter);
            reporter.Document(new
            {
                runs = comparison.Runs.Select(run => run.Id),
                differences = comparison.Inputs.ToDictionary(key => key, key => comparison.Runs.Select(run => RunComparison.Input(run, key))),
                metrics = comparison.Metrics.ToDictionary(key => key, key => comparison.Runs.Select(run => RunComparison.Metric(run, key))),
            });
        });
        return command;
    }

    // The first and the last stay longest: the difference is theirs.
    private static IEnumerable<ReportColumn> Columns(RunComparison comparison, bool numeric) =>
        Headings(comparison).Select((heading, i) => new ReportColumn(heading, numeric, Rank: i == 0 || i == comparison.Runs.Count - 1 ? 0 : i));

    private static IEnumerable<string> Headings(RunComparison comparison) => comparison.Runs.Select((_, i) => $"run {i + 1}");

    private static void ShowInputs(RunComparison comparison, IReporter reporter)
    {
        if (comparison.Inputs.Count == 0)
        {
            reporter.Status("Nothing that went in differs.");
            return;
        }
        reporter.Table(new ReportTable(
            "What differs of what went in",
            [new("name"), .. Columns(comparison, numeric: false)],
            [.. comparison.Inputs.Select(string[] (key) => [key, .. comparison.Runs.Select(run => RunComparison.Input(run, key) ?? "")])]));
    }

    private static void ShowMetrics(RunComparison comparison, IReporter reporter) => reporter.Table(new ReportTable(
        "Metrics, and the last run's less the first's",
        [new("metric"), .. Columns(comparison, numeric: true), new("difference", Numeric: true)],
        [.. comparison.Metrics.Select(string[] (key) =>
        [
            key, .. comparison.Runs.Select(run => Figures.Number(RunComparison.Metric(run, key))),
            Figures.Number(comparison.Difference(key)),
        ])]));
}
