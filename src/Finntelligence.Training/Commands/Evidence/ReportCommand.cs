using System.CommandLine;
using Finntelligence.Evidence.Reporting;
using Finntelligence.Evidence.Reporting.Figures;
using Finntelligence.Evidence.Reporting.Reading;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Evidence;

/// <summary><c>report</c>: what a model-risk officer needs to know of the models, on one page.</summary>
internal static class ReportCommand
{
    public static Command Create(ConsoleHost host)
    {
        var data = new Option<string?>("--data")
        {
            Description = "A history to measure on instead of the imported one, or the simulated twin (.csv or .csv.gz with the product's columns).",
        };
        var current = MonitorCommand.CurrentOption();
        var from = new Option<string[]>("--from")
        {
            Description = "Files of `monitor --part`, one of every shard, instead of --current: the same report as of the whole file.",
            AllowMultipleArgumentsPerToken = true,
        };
        var name = new Option<string?>("--name") { Description = "With --from: what the whole is called in the report. Without it: the name of the first part's file." };
        Option<string> alias = AliasOption.OfModels("report on");
        var output = new Option<string?>("--out") { Description = "The folder to write to. Without it: models/<product>." };
        Option<int> threads = ThreadsOption.Create("the report");
        Option<string> product = ProductOption.Create();
        var command = new Command(
            "report",
            "Write report.html, report.json, model-card.md and data-card.md: the data, the models, what drives them, the policy, fairness and drift. "
            + $"data/<product>/{ReportSettings.FileName} may name the column of periods and the groups of audit-only columns.")
        {
            data, current, from, name, alias, output, threads, product,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(current) is not null && result.GetResult(from) is not null)
                result.AddError("--from is instead of --current.");
            if (result.GetResult(name) is not null && result.GetResult(from) is null)
                result.AddError("--name is for --from.");
        });
        command.Does(host, (parsed, reporter, cancellation) => Show(
            new ReportJob(host.Workspace(), host.Time, reporter).Run(
                new ReportRequest(
                    parsed.GetValue(product)!, parsed.GetValue(data), parsed.GetValue(current), parsed.GetValue(alias)!, parsed.GetValue(output),
                    parsed.GetValue(threads))
                {
                    CurrentParts = [.. parsed.GetValue(from) ?? []],
                    CurrentName = parsed.GetValue(name),
                },
                cancellation),
            reporter));
        return command;
    }

    private static void Show(ReportOutcome outcome, IReporter reporter)
    {
        reporter.Table(new ReportTable(
            "Checks", [new("check"), new(""), new("figure"), new("limit", Rank: 1)],
            [.. outcome.Verdict.Checks.Select(c => new[] { c.Name, c.Outcome == CheckOutcome.Passed ? "ok" : c.Outcome.ToString().ToUpperInvariant(), c.Figure, c.Limit })]));
        reporter.Status("");
        reporter.Status(outcome.Verdict.Words);
        reporter.Status($"Written to {outcome.Folder}: {string.Join(", ", outcome.Files)} ({Figures.Seconds(outcome.Elapsed)} seconds).");
        reporter.Document(new { folder = outcome.Folder, files = outcome.Files, outcome.Verdict, seconds = outcome.Elapsed.TotalSeconds });
    }
}
