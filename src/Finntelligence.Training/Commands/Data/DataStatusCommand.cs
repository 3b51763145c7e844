using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data status</c>: what differs from what is recorded, as `dvc status` says it.</summary>
internal static class DataStatusCommand
{
    public static Command Create(ConsoleHost host)
    {
        var command = new Command("status", "Compare data, models and stages with dvc.lock and the .dvc files.");
        command.Does(host, (_, reporter, cancellation) =>
        {
            var changes = DvcRepository.Open(host.Workspace().Root, host.Time).Status(cancellation);
            if (changes.Count == 0)
                reporter.Status("Data and stages are up to date.");
            else
            {
                reporter.Table(new ReportTable(
                    "Differs from what is recorded",
                    [new("stage or file"), new("what"), new("how")],
                    [.. changes.Select(c => new[] { c.Target, c.What, c.Change.ToString().ToLowerInvariant() })]));
            }
            reporter.Document(new { upToDate = changes.Count == 0, changes });
        });
        return command;
    }
}
