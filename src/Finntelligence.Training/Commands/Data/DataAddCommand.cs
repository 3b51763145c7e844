using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data add</c>: keeps a version of a file or a folder, as `dvc add` does.</summary>
internal static class DataAddCommand
{
    public static Command Create(ConsoleHost host)
    {
        var path = new Argument<string>("path") { Description = "A file or a folder inside the workspace." };
        var command = new Command("add", "Keep a version: the bytes go to .dvc/cache; written are <path>.dvc, for git, and .gitignore beside it.") { path };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var full = Path.GetFullPath(parsed.GetValue(path)!);
            if (GitIgnores.Covers($"{full}.dvc"))
            {
                throw new RequestFaultException(
                    $"git ignores {full}.dvc, so the record could never be committed. Keep the data in a folder that git does not ignore: "
                    + "`data add` makes git ignore the data itself, and only that.");
            }

            var entry = DvcRepository.Open(host.Workspace().Root, host.Time).Add(full, cancellation);
            reporter.Status($"Kept {entry.Path} ({entry.Hash.Md5}). Commit {full}.dvc with git, and `data push` the bytes.");
            reporter.Document(new { entry.Path, entry.Hash.Md5, entry.Hash.Size });
        });
        return command;
    }
}
