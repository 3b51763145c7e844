using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data</c>: where history comes from.</summary>
internal static class DataCommand
{
    public static Command Create(ConsoleHost host) => new("data", "Bring in a lender's history, or simulate one; keep versions of data.")
    {
        DataImportCommand.Create(host),
        DataSimulateCommand.Create(host),
        DataStatusCommand.Create(host),
        DataCommitCommand.Create(host),
        DataAddCommand.Create(host),
        DataPushCommand.Create(host),
        DataPullCommand.Create(host),
    };
}
