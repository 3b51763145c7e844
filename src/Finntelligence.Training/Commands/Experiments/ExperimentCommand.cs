using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Experiments;

/// <summary><c>experiment</c>: prices drawn in service, so that what they do is known.</summary>
internal static class ExperimentCommand
{
    public static Command Create(ConsoleHost host) => new("experiment", "Plan a price experiment, look at the one that runs, stop and start it.")
    {
        ExperimentPlanCommand.Create(host),
        ExperimentShowCommand.Create(host),
        ExperimentJudgeCommand.Create(host),
        ExperimentRehearseCommand.Create(host),
        ExperimentStateCommands.Stop(host),
        ExperimentStateCommands.Start(host),
    };
}
