using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data pull</c>: brings recorded data from a shared folder.</summary>
internal static class DataPullCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string?> remote = RemoteOption.Create();
        var force = new Option<bool>("--force") { Description = "Overwrite files that are saved nowhere else." };
        var command = new Command("pull", "Bring recorded versions of data from a shared folder into .dvc/cache, and put them where dvc.lock and the .dvc files say.") { remote, force };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var moved = DvcRepository.Open(host.Workspace().Root, host.Time).Pull(parsed.GetValue(remote), parsed.GetValue(force), cancellation);
            reporter.Status($"{Figures.Count(moved.Copied)} files fetched, {Figures.Count(moved.Restored)} written.");
            reporter.Document(new { moved.Copied, moved.Restored });
        });
        return command;
    }
}
