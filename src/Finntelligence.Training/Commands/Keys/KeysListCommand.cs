using System.CommandLine;
using System.Globalization;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Keys;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Keys;

/// <summary><c>keys list</c>: all keys, without what opens anything.</summary>
internal static class KeysListCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string?> file = KeyFileOption.Create();
        var command = new Command("list", "List the keys, the revoked ones too.") { file };
        command.Does(host, (parsed, reporter, _) =>
        {
            IReadOnlyList<ApiKey> keys = KeyFileOption.Open(host, parsed.GetValue(file)).Read();
            if (keys.Count == 0)
                reporter.Status("There are no keys.");
            else
                reporter.Table(new ReportTable(
                    "Keys",
                    [new("key"), new("name"), new("scopes"), new("made"), new("revoked")],
                    [.. keys.Select(string[] (k) => [k.Id, k.Name, string.Join(' ', k.Scopes), Time(k.Created), k.Revoked is { } at ? Time(at) : ""])]));
            reporter.Document(new { keys = keys.Select(k => new { k.Id, k.Name, k.Scopes, k.Created, k.Revoked }) });
        });
        return command;
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
