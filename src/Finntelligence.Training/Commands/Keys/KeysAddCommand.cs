using System.CommandLine;
using Finntelligence.ModelOps.Keys;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Keys;

/// <summary><c>keys add</c>: a new key, whose text is shown once.</summary>
internal static class KeysAddCommand
{
    private const int LongestName = 100;

    public static Command Create(ConsoleHost host)
    {
        var name = new Argument<string>("name") { Description = "Who uses it; the log of decisions names the caller so." };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= LongestName } text || text.Any(char.IsControl))
                result.AddError($"A name has 1 to {LongestName} characters, none of them a control character.");
        });
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do, one or several of {string.Join(", ", Scopes.All)}.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        scopes.AcceptOnlyFromAmong([.. Scopes.All]);
        Option<string?> file = KeyFileOption.Create();
        var command = new Command("add", "Make a key. Its text is shown once and kept nowhere.") { name, scopes, file };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            string[] wanted = [.. parsed.GetValue(scopes)!.Distinct()];
            (ApiKey key, string text) = KeyFileOption.Open(host, parsed.GetValue(file)).Add(parsed.GetValue(name)!, wanted, cancellation);
            reporter.Status($"Key {key.Id} of {key.Name} for {string.Join(", ", key.Scopes)}. Send it in the header X-Api-Key; it cannot be shown again:");
            reporter.Status(text);
            reporter.Document(new { key.Id, key.Name, key.Scopes, key.Created, key = text });
        });
        return command;
    }
}
