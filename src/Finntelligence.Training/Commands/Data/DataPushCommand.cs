using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data push</c>: copies recorded data to a shared folder.</summary>
internal static class DataPushCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string?> remote = RemoteOption.Create();
        var command = new Command("push", "Copy recorded versions of data from the cache to a shared folder.") { remote };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var moved = DvcRepository.Open(host.Workspace().Root, host.Time).Push(parsed.GetValue(remote), cancellation);
            reporter.Status($"{Figures.Count(moved.Copied)} files copied, {Figures.Count(moved.Present)} were there already.");
            reporter.Document(new { moved.Copied, moved.Present });
        });
        return command;
    }
}
