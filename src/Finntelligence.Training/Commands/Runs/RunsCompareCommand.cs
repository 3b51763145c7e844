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

    private static void ShowInputs(RunComparison comparison, IReporter reporter)
    {
        if (comparison.Inputs.Count == 0)
        {
            reporter.Status("Nothing that went in differs.");
            return;
        }
        reporter.Table(new ReportTable(
            "What differs of what went in",
            [new("name"), .. comparison.Runs.Select(run => new ReportColumn(run.Id))],
            [.. comparison.Inputs.Select(string[] (key) => [key, .. comparison.Runs.Select(run => RunComparison.Input(run, key) ?? "")])]));
    }

    private static void ShowMetrics(RunComparison comparison, IReporter reporter) => reporter.Table(new ReportTable(
        "Metrics, and the last run's less the first's",
        [new("metric"), .. comparison.Runs.Select(run => new ReportColumn(run.Id, Numeric: true)), new("difference", Numeric: true)],
        [.. comparison.Metrics.Select(string[] (key) =>
        [
            key, .. comparison.Runs.Select(run => Figures.Number(RunComparison.Metric(run, key))),
            Figures.Number(comparison.Difference(key)),
        ])]));
}
