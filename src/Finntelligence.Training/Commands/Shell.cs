using System.CommandLine;
using Finntelligence.Training.Commands.Data;
using Finntelligence.Training.Commands.Decisions;
using Finntelligence.Training.Commands.Evidence;
using Finntelligence.Training.Commands.Experiments;
using Finntelligence.Training.Commands.Keys;
using Finntelligence.Training.Commands.Models;
using Finntelligence.Training.Commands.Portfolios;
using Finntelligence.Training.Commands.Product;
using Finntelligence.Training.Commands.RateCards;
using Finntelligence.Training.Commands.Runs;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands;

/// <summary>The command line as a whole. A new command is one file here and one line in <see cref="Build"/>.</summary>
internal static class Shell
{
    /// <summary>Parses and runs.</summary>
    /// <returns>0 on success, 1 on failure, 2 where <c>monitor</c> finds drift, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(string[] args, ConsoleHost host, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Build(host).Parse(args.Length == 0 ? ["--help"] : OldSpellings.Replace(args));
        if (parsed.Errors.Count > 0)
        {
            string help = $"'{Path(parsed.CommandResult.Command)} --help' shows what is possible.";
            await host.Error.WriteLineAsync(CommandRun.OneLine(string.Join('\n', parsed.Errors.Select(e => e.Message).Append(help))));
            return CommandRun.Failure;
        }
        var configuration = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            // A command stops at its next check of the token; until then it may be writing.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    internal static RootCommand Build(ConsoleHost host) =>
        new("Finntelligence: builds the two models behind the loan offers, and proves what the offers are worth.")
        {
            CommandRun.Json,
            ProductCommand.Create(host),
            DataCommand.Create(host),
            TrainCommand.Create(host),
            ModelsCommand.Create(host),
            RunsCommand.Create(host),
            ReproduceCommand.Create(host),
            ScoreCommand.Create(host),
            FrontierCommand.Create(host),
            RateCardCommand.Create(host),
            EvaluateCommand.Create(host),
            ExperimentCommand.Create(host),
            ReportCommand.Create(host),
            MonitorCommand.Create(host),
            DecisionsCommand.Create(host),
            KeysCommand.Create(host),
        };

    private static string Path(Command command)
    {
        string above = command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent) + " " : "";
        return above + command.Name;
    }
}
