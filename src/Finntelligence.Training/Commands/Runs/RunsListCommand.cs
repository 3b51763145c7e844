using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs list</c>: the latest trainings.</summary>
internal static class RunsListCommand
{
    // The figures a reader looks for first; `runs show` has all.
    private static readonly (string Key, string Heading)[] Shown = [("risk/auc", "risk AUC"), ("acceptance/auc", "acceptance AUC")];

    public static Command Create(ConsoleHost host)
    {
        var limit = new Option<int>("--limit") { Description = "How many to show, the newest first.", DefaultValueFactory = _ => 20 };
        var filter = new Option<string>("--filter")
        {
            Description = "Which, as MLflow's search has it: metrics.`risk/auc` > 0.7 and params.seed = '1' and tags.note like '%first%'.",
            DefaultValueFactory = _ => "",
        };
        var order = new Option<string?>("--order-by") { Description = "As metrics.`risk/auc` desc; the newest first without it." };
        var deleted = new Option<bool>("--deleted") { Description = "Those that were deleted, instead." };
        var command = new Command("list", "List the latest trainings.") { limit, filter, order, deleted };
        command.Does(host, (parsed, reporter, _) =>
        {
            var store = RunsCommand.Store(host);
            var runs = Chosen(store.List().Where(run => run.IsDeleted == parsed.GetValue(deleted)), parsed.GetValue(filter)!, parsed.GetValue(order));
            RunRecord[] latest = [.. runs.Take(Math.Max(0, parsed.GetValue(limit)))];
            if (runs.Count == 0)
                reporter.Status(store.List().Count == 0 ? $"No training was recorded in {store.Folder} yet." : $"No training in {store.Folder} is meant by that.");
            else
                Show(latest, runs.Count, reporter);
            reporter.Document(new
            {
                total = runs.Count,
                runs = latest.Select(run => new { run.Id, run.Experiment, run.Name, run.Status, run.Start, run.End, metrics = run.HeadlineMetrics(), run.Tags }),
            });
        });
        return command;
    }

    private static IReadOnlyList<RunRecord> Chosen(IEnumerable<RunRecord> runs, string filter, string? order)
    {
        try
        {
            return RunFilter.Choose(runs, filter, order);
        }
        catch (ArgumentException fault)
        {
            throw new RequestFaultException(fault.Message, fault);
        }
    }

    private static void Show(RunRecord[] latest, int total, IReporter reporter) => reporter.Table(new ReportTable(
        $"Runs, {Figures.Count(latest.Length)} of {Figures.Count(total)}",
        [
            new("run"), new("experiment", Rank: 1), new("status"), new("seconds", Numeric: true, Rank: 2),
            .. Shown.Select(s => new ReportColumn(s.Heading, Numeric: true)), new("commit", Rank: 3), new("tree", Rank: 4),
        ],
        [.. latest.Select(string[] (run) =>
        [
            run.Id, run.Experiment, run.Status.ToString().ToLowerInvariant(), Seconds(run),
            .. Shown.Select(s => run.LastMetrics.TryGetValue(s.Key, out var value) ? Figures.Number(value) : ""),
            run.Tags.TryGetValue("commit", out var commit) ? commit[..Math.Min(10, commit.Length)] : "", run.Tags.GetValueOrDefault("tree", ""),
        ])]));

    private static string Seconds(RunRecord run) =>
        run.End is { } end ? (end - run.Start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
