using System.CommandLine;
using Finntelligence.ModelOps.Dvc;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Data;

/// <summary><c>data commit</c>: records stages as they stand, as `dvc commit` does, for a change that changes no result.</summary>
internal static class DataCommitCommand
{
    public static Command Create(ConsoleHost host)
    {
        var stages = new Argument<string[]>("stages")
        {
            Description = "Stages of dvc.yaml. Without any: every recorded one that differs from its record.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(
            "commit",
            "Record stages in dvc.lock as they stand, without running them: for a change of code that leaves their results as they are. "
            + "What is not here keeps its recorded hash.")
        {
            stages,
        };
        command.Does(host, (parsed, reporter, cancellation) =>
        {
            var repository = DvcRepository.Open(host.Workspace().Root, host.Time);
            string[] asked = parsed.GetValue(stages)!;
            // A stage that never ran is recorded only when it is named.
            IReadOnlyList<string> differing = asked.Length > 0 ? asked : repository.ChangedStages(cancellation);
            foreach (string stage in differing)
            {
                repository.Commit(stage, keepMissing: true, cancellation);
                reporter.Status($"Recorded in dvc.lock as it stands: {stage}. `reproduce` shows whether the shipped models still come out of it.");
            }
            if (differing.Count == 0)
                reporter.Status("Every recorded stage is as it was recorded.");
            reporter.Document(new { recorded = differing });
        });
        return command;
    }
}
