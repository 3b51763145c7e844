using System.CommandLine;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Keys;

/// <summary><c>keys</c>: who may ask the service.</summary>
internal static class KeysCommand
{
    public static Command Create(ConsoleHost host) => new("keys", "Make and revoke API keys. Once there is one, the service asks every caller for his.")
    {
        KeysAddCommand.Create(host),
        KeysListCommand.Create(host),
        KeysRevokeCommand.Create(host),
    };
}
