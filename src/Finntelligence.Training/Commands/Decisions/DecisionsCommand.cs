using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Decisions;

/// <summary><c>decisions</c>: the log that the service keeps.</summary>
internal static class DecisionsCommand
{
    public static Command Create(ConsoleHost host) => new("decisions", "Hand out the decisions that the service keeps, and erase applicants' data.")
    {
        DecisionsExportCommand.Create(host),
        DecisionsPurgeCommand.Create(host),
        DecisionsForgetCommand.Create(host),
    };
}
