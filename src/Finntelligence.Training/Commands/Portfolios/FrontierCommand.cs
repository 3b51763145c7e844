using System.CommandLine;
using System.CommandLine.Parsing;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Portfolios;

/// <summary><c>frontier</c>: what a whole portfolio can earn within a limit.</summary>
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
        var losses = new Option<double?>("--loss-budget") { Description = "Choose the best portfolio whose expected losses are at most this." };
        var loans = new Option<double?>("--minimum-loans") { Description = "Choose the best portfolio that expects at least so many loans." };
        var capital = new Option<double?>("--capital") { Description = "Choose the best portfolio whose expected capital lent is at most this." };
        var lossGivenDefault = new Option<double?>("--loss-given-default")
        {
            Description = "Share of the amount of a defaulted loan that counts as a loss. Without it: the product's, or all of it where that is 0.",
        };
        var threads = ThreadsOption.Create("the results");
        foreach (var limit in (Option<double?>[])[losses, loans, capital])
            limit.Validators.Add(result => Check(result, value => value is >= 0 and <= 1e15, "takes a number that is not negative."));
        lossGivenDefault.Validators.Add(result => Check(result, value => value is > 0 and <= 1, "takes a number above 0 and up to 1."));
        var command = new Command("frontier", "Find what a portfolio can expect to earn for each number of loans, loss and capital lent.")
        {
            output, losses, loans, capital, lossGivenDefault, threads,
        };
        input.AddTo(command);
        command.Does(host, (parsed, reporter, cancellation) => Find(
            host,
            new FrontierArguments(
                input.Read(parsed), parsed.GetValue(output)!,
                new FrontierLimit(parsed.GetValue(losses), parsed.GetValue(loans), parsed.GetValue(capital)),
                parsed.GetValue(lossGivenDefault), ThreadsOption.Count(parsed.GetValue(threads))),
            reporter,
            cancellation));
        return command;
    }

    private sealed record FrontierArguments(ApplicantArguments Input, string Output, FrontierLimit Limit, double? LossGivenDefault, int Threads);

    private static void Find(ConsoleHost host, FrontierArguments arguments, IReporter reporter, CancellationToken cancellation)
    {
        if (new[] { arguments.Limit.Losses, arguments.Limit.Loans, arguments.Limit.Capital }.Count(limit => limit is not null) > 1)
            throw new RequestFaultException("--loss-budget, --minimum-loans and --capital: one of them at a time.");
        var models = RegisteredModels.Load(host.Workspace(), arguments.Input.Product, arguments.Input.Alias, withCard: false);
        using var source = arguments.Input.Open(host, models.Product, cancellation);
        var started = host.Time.GetTimestamp();
        reporter.Status($"Searching {arguments.Input.Name} with {models.Description}.");
        var job = new FrontierJob(models, source, arguments.LossGivenDefault, arguments.Output);
        var (run, applicants, faulty) = job.Run(
            arguments.Limit, arguments.Input.Name, arguments.Threads, arguments.Input.Length, reporter, cancellation);
        Show(run, applicants, faulty, job.LossGivenDefault, arguments.Output, host.Time.GetElapsedTime(started), reporter);
    }

    private static void Show(
        FrontierRun run, int applicants, long faulty, double lossGivenDefault, string folder, TimeSpan elapsed, IReporter reporter)
    {
        var (frontier, point) = run.Chosen;
        reporter.Table(new ReportTable(
            "Frontiers",
            [new("limited"), new("from", Numeric: true), new("to", Numeric: true), new("profit there", Numeric: true), new("and there", Numeric: true)],
            [.. run.Frontiers.Select(f => new[]
            {
                f.Frontier.Resource.Title, Round(f.Frontier.Resource.In(f.Frontier.Start)), Round(f.Frontier.Resource.In(f.Frontier.End)),
                Round(f.Frontier.Start.Profit), Round(f.Frontier.End.Profit),
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

    private static void Check(OptionResult result, Predicate<double> valid, string message)
    {
        // What is no number the parser refuses by itself.
        if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var value) && !valid(value))
            result.AddError($"{result.Option.Name} {message}");
    }
}
