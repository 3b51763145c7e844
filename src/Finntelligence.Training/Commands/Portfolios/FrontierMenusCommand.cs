using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
using Finntelligence.Portfolios.Frontier.Menus;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Portfolios;

/// <summary><c>frontier menus</c>: one shard's part of a frontier.</summary>
internal static class FrontierMenusCommand
{
    public static Command Create(ConsoleHost host)
    {
        var input = new ApplicantOptions();
        var output = new Option<string>("--out") { Description = "The file for the menus; the lines with faults go beside it.", Required = true };
        var lossGivenDefault = FrontierLimits.LossGivenDefault();
        var shard = ShardOption.Create();
        var threads = ThreadsOption.Create("the menus");
        var command = new Command(
            "menus", "Search one shard of a portfolio and keep what a limit could choose for each applicant; `frontier --from` puts shards together.")
        {
            output, shard, lossGivenDefault, threads,
        };
        input.AddTo(command);
        command.Does(host, (parsed, reporter, cancellation) => Search(
            host,
            new MenusArguments(
                input.Read(parsed), parsed.GetValue(output)!, parsed.GetValue(shard), parsed.GetValue(lossGivenDefault),
                ThreadsOption.Count(parsed.GetValue(threads))),
            reporter,
            cancellation));
        return command;
    }

    private sealed record MenusArguments(ApplicantArguments Input, string Output, (int Number, int Of) Shard, double? LossGivenDefault, int Threads);

    private static void Search(ConsoleHost host, MenusArguments arguments, IReporter reporter, CancellationToken cancellation)
    {
        var models = RegisteredModels.Load(host.Workspace(), arguments.Input.Product, arguments.Input.Alias, withCard: false);
        using var source = arguments.Input.Open(host, models.Product, cancellation);
        var started = host.Time.GetTimestamp();
        reporter.Status($"Searching {arguments.Input.Name}, shard {arguments.Shard.Number} of {arguments.Shard.Of}, with {models.Description}.");
        var outcome = new MenusJob(models, source, arguments.LossGivenDefault, arguments.Shard)
            .Run(arguments.Output, arguments.Threads, arguments.Input.Length, reporter, cancellation);
        var elapsed = host.Time.GetElapsedTime(started);
        reporter.Status($"{Figures.Count(outcome.Applicants)} applicants, {Figures.Count(outcome.Faulty)} lines with faults ({outcome.Errors}).");
        reporter.Status($"Written: {arguments.Output}, {Figures.Count(outcome.Bytes)} bytes ({Figures.Seconds(elapsed)} seconds).");
        reporter.Document(new
        {
            shard = arguments.Shard.Number,
            shards = arguments.Shard.Of,
            applicants = outcome.Applicants,
            faulty = outcome.Faulty,
            errors = outcome.Errors,
            output = arguments.Output,
            bytes = outcome.Bytes,
            seconds = elapsed.TotalSeconds,
        });
    }
}
