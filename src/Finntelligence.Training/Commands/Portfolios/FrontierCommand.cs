using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Portfolios.Frontier.Menus;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Portfolios;

/// <summary><c>frontier</c>: what a whole portfolio can earn within a limit, of applicants or of the menus of their shards.</summary>
internal static class FrontierCommand
{
    public static Command Create(ConsoleHost host)
    {
        var input = new ApplicantOptions();
        var output = new Option<string>("--out")
        {
            Description = "The folder to write to: frontier-<resource>.csv, offers.csv, chosen.csv, frontier.svg, and the lines with faults.",
            Required = true,
        };
        var from = new Option<string[]>("--from")
        {
            Description = "Files of `frontier menus`, one of every shard, instead of applicants: the same results as one run over all of them.",
            AllowMultipleArgumentsPerToken = true,
        };
        var limits = new FrontierLimits();
        var lossGivenDefault = FrontierLimits.LossGivenDefault();
        var threads = ThreadsOption.Create("the results");
        var command = new Command("frontier", "Find what a portfolio can expect to earn for each number of loans, loss and capital lent.")
        {
            output, from, lossGivenDefault, threads, FrontierMenusCommand.Create(host),
        };
        limits.AddTo(command);
        input.AddTo(command);
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var limit = limits.Read(parsed);
            var (folder, count) = (parsed.GetValue(output)!, ThreadsOption.Count(parsed.GetValue(threads)));
            if (parsed.GetValue(from) is not { Length: > 0 } menus)
                Find(host, new FrontierArguments(input.Read(parsed), folder, limit, parsed.GetValue(lossGivenDefault), count), reporter, cancellation);
            else if ((string[])[.. input.Given(parsed), .. parsed.GetValue(lossGivenDefault) is null ? (string[])[] : ["--loss-given-default"]] is { Length: > 0 } idle)
                throw new RequestFaultException($"--from reads menus, which know what they were made of; {string.Join(", ", idle)} cannot be given with it.");
            else
                Merge(host, menus, folder, limit, count, reporter, cancellation);
        });
        return command;
    }

    private sealed record FrontierArguments(ApplicantArguments Input, string Output, FrontierLimit Limit, double? LossGivenDefault, int Threads);

    private static void Find(ConsoleHost host, FrontierArguments arguments, IReporter reporter, CancellationToken cancellation)
    {
        var models = RegisteredModels.Load(host.Workspace(), arguments.Input.Product, arguments.Input.Alias, withCard: false);
        using var source = arguments.Input.Open(host, models.Product, cancellation);
        var started = host.Time.GetTimestamp();
        reporter.Status($"Searching {arguments.Input.Name} with {models.Description}.");
        var outcome = new FrontierJob(models, source, arguments.LossGivenDefault, arguments.Output).Run(
            arguments.Limit, arguments.Input.Name, arguments.Threads, arguments.Input.Length, reporter, cancellation);
        Show(outcome, arguments.Output, host.Time.GetElapsedTime(started), reporter);
    }

    private static void Merge(
        ConsoleHost host, string[] files, string folder, FrontierLimit limit, int threads, IReporter reporter, CancellationToken cancellation)
    {
        var started = host.Time.GetTimestamp();
        var menus = MenuSet.Open(files);
        reporter.Status($"Reading the menus of {Figures.Count(menus.Applicants)} applicants of {menus.Header.Product} in {Figures.Count(menus.Parts)} shards.");
        var outcome = new MergeJob(menus, folder).Run(limit, threads, cancellation);
        Show(outcome, folder, host.Time.GetElapsedTime(started), reporter);
    }

    private static void Show(FrontierOutcome outcome, string folder, TimeSpan elapsed, IReporter reporter)
    {
        var (run, applicants, faulty, lossGivenDefault) = outcome;
        var (frontier, point) = run.Chosen;
        reporter.Table(new ReportTable(
            "Frontiers",
            [new("limited"), new("from", Numeric: true), new("to", Numeric: true), new("profit there", Numeric: true), new("and there", Numeric: true)],
            [.. run.Frontiers.Select(f => new[]
            {
                f.Resource.Title, Round(f.Resource.In(f.Start)), Round(f.Resource.In(f.End)), Round(f.Start.Profit), Round(f.End.Profit),
            })]));
        reporter.Table(new ReportTable(
            $"The chosen point, on the frontier of the {frontier.Resource.Title.ToLowerInvariant()}",
            [new("figure"), new("value", Numeric: true)],
            [
                ["expected profit", Round(point.Totals.Profit)], ["no portfolio earns more than", Round(point.UpperBound)],
                ["duality gap", Round(point.DualityGap)], ["multiplier", Figures.Number(point.Multiplier)],
                ["expected loans", Round(point.Totals.Loans)], ["expected losses", Round(point.Totals.Losses)],
                ["expected capital lent", Round(point.Totals.Capital)], ["applicants with an offer", Figures.Count(point.Totals.Offered)],
            ]));
        reporter.Status("");
        reporter.Status($"{Figures.Count(applicants)} applicants, {Figures.Count(faulty)} lines with faults; losses count {Figures.Percent(lossGivenDefault)} of a defaulted amount.");
        reporter.Status($"Written: {folder} ({Figures.Seconds(elapsed)} seconds).");
        reporter.Document(new
        {
            applicants,
            faulty,
            lossGivenDefault,
            chosen = new { on = frontier.Resource.Name, point.Limit, point.Multiplier, point.Totals, point.UpperBound, point.DualityGap },
            folder,
            seconds = elapsed.TotalSeconds,
        });
    }

    private static string Round(double value) => Figures.Number(Math.Round(value, 2));
}
