using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Experiments;
using Finntelligence.ModelOps.Files;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Runs;

/// <summary><c>runs note</c>, <c>tag</c>, <c>delete</c>, <c>restore</c> and <c>files</c>: what is done with a run that has ended.</summary>
internal static class RunsEditCommands
{
    public static IEnumerable<Command> Create(ConsoleHost host) => [Note(host), Tag(host), Delete(host), Restore(host), Files(host)];

    private static Command Note(ConsoleHost host)
    {
        var run = Run();
        var text = new Argument<string>("text") { Description = "The note; it takes the place of an older one." };
        var command = new Command("note", "Write a note on a training, into runs/<run>/events.jsonl; the next `runs sync` takes it to MLflow.") { run, text };
        command.Does(host, (parsed, reporter, _) => Edit(
            host, parsed.GetValue(run)!, reporter, "noted", (store, id) => store.SetTags(id, new Dictionary<string, string> { [RunTags.Note] = parsed.GetValue(text)! })));
        return command;
    }

    private static Command Tag(ConsoleHost host)
    {
        var run = Run();
        var tags = new Argument<string[]>("tags") { Description = "As stage=pilot, one or several.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("tag", "Set tags of a training, in runs/<run>/events.jsonl; the next `runs sync` takes them to MLflow.") { run, tags };
        command.Does(host, (parsed, reporter, _) =>
        {
            var pairs = new Dictionary<string, string>();
            foreach (string pair in parsed.GetValue(tags)!)
            {
                int equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals < 1)
                    throw new RequestFaultException($"'{pair}' is no tag; write it as name=value.");
                pairs[pair[..equals]] = pair[(equals + 1)..];
            }
            Edit(host, parsed.GetValue(run)!, reporter, "tagged", (store, id) => store.SetTags(id, pairs));
        });
        return command;
    }

    private static Command Delete(ConsoleHost host)
    {
        var run = Run();
        var command = new Command("delete", "Hide a training from `runs list` and keep it from MLflow. Its files stay; `runs restore` shows it again.") { run };
        command.Does(host, (parsed, reporter, _) => Edit(host, parsed.GetValue(run)!, reporter, "deleted", (store, id) => store.SetDeleted(id, true)));
        return command;
    }

    private static Command Restore(ConsoleHost host)
    {
        var run = Run();
        var command = new Command("restore", "Show a deleted training again.") { run };
        command.Does(host, (parsed, reporter, _) => Edit(host, parsed.GetValue(run)!, reporter, "restored", (store, id) => store.SetDeleted(id, false)));
        return command;
    }

    private static Command Files(ConsoleHost host)
    {
        var run = Run();
        var fetch = new Option<string?>("--fetch") { Description = "The path of one of them, which is written into --out under its own name." };
        var to = new Option<string>("--out") { Description = "The folder to write to.", DefaultValueFactory = _ => "." };
        var command = new Command("files", "List the files of a training, or fetch one; its bytes are checked.") { run, fetch, to };
        command.Does(host, (parsed, reporter, _) =>
        {
            var store = RunsCommand.Store(host);
            RunRecord record = RunsCommand.Read(store, parsed.GetValue(run)!);
            if (parsed.GetValue(fetch) is not { } wanted)
            {
                reporter.Table(new ReportTable(
                    "Files", [new("file"), new("bytes", Numeric: true)], [.. record.Artifacts.Select(a => new[] { a.Path, Figures.Count(a.Size) })]));
                reporter.Document(new { run = record.Id, files = record.Artifacts });
                return;
            }
            RunArtifact artifact = record.Artifacts.FirstOrDefault(a => a.Path == wanted)
                ?? throw new RequestFaultException($"Run {record.Id} has no file '{wanted}'; it has {string.Join(", ", record.Artifacts.Select(a => a.Path))}.");
            string path = Path.Combine(Path.GetFullPath(parsed.GetValue(to)!), Path.GetFileName(wanted));
            AtomicFile.WriteAllBytes(path, store.ReadArtifact(record.Id, artifact));
            reporter.Status($"Written to {path}.");
            reporter.Document(new { run = record.Id, artifact.Path, artifact.Sha256, to = path });
        });
        return command;
    }

    private static Argument<string> Run() => new("run") { Description = "The run's id or the beginning of it, or `latest`." };

    private static void Edit(ConsoleHost host, string reference, IReporter reporter, string done, Action<LocalExperimentStore, string> edit)
    {
        var store = RunsCommand.Store(host);
        string id = RunsCommand.Read(store, reference).Id;
        try
        {
            edit(store, id);
        }
        catch (InvalidOperationException fault)
        {
            throw new RequestFaultException(fault.Message, fault);
        }
        reporter.Status($"Run {id} is {done}.");
        reporter.Document(new { run = id, done });
    }
}
