using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models</c>: the registry under models/&lt;product&gt;.</summary>
internal static class ModelsCommand
{
    public static Command Create(ConsoleHost host) => new(
        "models", "Look at the registered models, promote them, bring others in, hand them out.")
    {
        ModelsListCommand.Create(host),
        ModelsShowCommand.Create(host),
        ModelsVerifyCommand.Create(host),
        ModelsPromoteCommand.Create(host),
        ModelsRollbackCommand.Create(host),
        ModelsImportCommand.Create(host),
        ModelsExportCommand.Create(host),
    };
}
