using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs</c>: the record of every training.</summary>
internal static class RunsCommand
{
    public static Command Create(ConsoleHost host)
    {
        var command = new Command("runs", "Look at the record of trainings, and send it to MLflow.")
        {
            RunsListCommand.Create(host),
            RunsShowCommand.Create(host),
            RunsCompareCommand.Create(host),
            RunsSyncCommand.Create(host),
        };
        foreach (Command edit in RunsEditCommands.Create(host))
            command.Add(edit);
        return command;
    }

    public static LocalExperimentStore Store(ConsoleHost host) => new(host.Workspace().RunsFolder, host.Time);

    /// <exception cref="RequestFaultException">There is no such run, or several begin so.</exception>
    public static RunRecord Read(LocalExperimentStore store, string id)
    {
        try
        {
            return store.Read(id);
        }
        catch (ArgumentException fault)
        {
            throw new RequestFaultException(fault.Message, fault, remedy: "`runs list` shows them.");
        }
    }
}
