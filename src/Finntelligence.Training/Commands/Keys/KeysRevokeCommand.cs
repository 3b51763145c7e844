using System.CommandLine;
using Finntelligence.ModelOps.Keys;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Keys;

/// <summary><c>keys revoke</c>: a key opens nothing any more.</summary>
internal static class KeysRevokeCommand
{
    public static Command Create(ConsoleHost host)
    {
        var which = new Argument<string>("key") { Description = "Its id or its name." };
        Option<string?> file = KeyFileOption.Create();
        var command = new Command("revoke", "Revoke a key; running services follow within a second or two.") { which, file };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            ApiKey key = KeyFileOption.Open(host, parsed.GetValue(file)).Revoke(parsed.GetValue(which)!, cancellation);
            reporter.Status($"Key {key.Id} of {key.Name} is revoked.");
            reporter.Document(new { key.Id, key.Name, key.Revoked });
        });
        return command;
    }
}
