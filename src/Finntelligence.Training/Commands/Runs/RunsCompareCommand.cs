using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Experiments;
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
            RunRecord[] runs = [.. parsed.GetValue(ids)!.Select(id => RunsCommand.Read(store, id))];
            var inputs = Differing(runs, Inputs);
            var metrics = Keys(runs, run => run.LastMetrics.Where(m => m.Key.Split('/').Length <= 2));
            ShowInputs(runs, inputs, reporter);
            ShowMetrics(runs, metrics, reporter);
            reporter.Document(new
            {
                runs = runs.Select(run => run.Id),
                differences = inputs.ToDictionary(key => key, key => runs.Select(run => Inputs(run).GetValueOrDefault(key))),
                metrics = metrics.ToDictionary(key => key, key => runs.Select(run => run.LastMetrics.TryGetValue(key, out var v) ? v : double.NaN)),
            });
        });
        return command;
    }

    private static void ShowInputs(RunRecord[] runs, string[] keys, IReporter reporter)
    {
        if (keys.Length == 0)
        {
            reporter.Status("Nothing that went in differs.");
            return;
        }
        reporter.Table(new ReportTable(
            "What differs of what went in",
            [new("name"), .. runs.Select(run => new ReportColumn(run.Id))],
            [.. keys.Select(string[] (key) => [key, .. runs.Select(run => Inputs(run).GetValueOrDefault(key, ""))])]));
    }

    private static void ShowMetrics(RunRecord[] runs, string[] keys, IReporter reporter) => reporter.Table(new ReportTable(
        "Metrics, and the last run's less the first's",
        [new("metric"), .. runs.Select(run => new ReportColumn(run.Id, Numeric: true)), new("difference", Numeric: true)],
        [.. keys.Select(string[] (key) =>
        [
            key, .. runs.Select(run => Value(run, key)).Select(Figures.Number), Figures.Number(Value(runs[^1], key) - Value(runs[0], key)),
        ])]));

    private static double Value(RunRecord run, string key) => run.LastMetrics.TryGetValue(key, out var value) ? value : double.NaN;

    private static Dictionary<string, string> Inputs(RunRecord run)
    {
        var inputs = new Dictionary<string, string>(run.Parameters, StringComparer.Ordinal);
        foreach (var (key, value) in run.Tags)
            inputs.TryAdd(key, value);
        foreach (var data in run.Inputs)
            inputs.TryAdd($"data: {data.Context}", data.Digest);
        return inputs;
    }

    private static string[] Differing(RunRecord[] runs, Func<RunRecord, Dictionary<string, string>> pairs) =>
        [.. Keys(runs, pairs).Where(key => runs.Select(run => pairs(run).GetValueOrDefault(key)).Distinct().Count() > 1)];

    private static string[] Keys<T>(RunRecord[] runs, Func<RunRecord, IEnumerable<KeyValuePair<string, T>>> pairs) =>
        [.. runs.SelectMany(run => pairs(run).Select(p => p.Key)).Distinct().Order(StringComparer.Ordinal)];
}
