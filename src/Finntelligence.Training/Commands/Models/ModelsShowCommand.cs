using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Showing;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Workspaces;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models show</c>: everything that is known of one version.</summary>
internal static class ModelsShowCommand
{
    public static Command Create(ConsoleHost host)
    {
        var model = new Argument<string>("model")
        {
            Description = "Which, as risk@production, risk/3 or ratecard; without alias or version the one in production, else the latest.",
        };
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command("show", "Show one version: data, options, figures, features, support, files, moves.") { model, product, registry };
        command.Does(host, (parsed, reporter, _) =>
            Show(host, parsed.GetValue(product)!, parsed.GetValue(registry)!, ModelReference.Parse(parsed.GetValue(model)!), reporter));
        return command;
    }

    private static void Show(ConsoleHost host, string productName, string place, ModelReference reference, IReporter reporter)
    {
        Workspace workspace = host.Workspace();
        VersionSummary summary = VersionSummary.Of(workspace, productName, RegistryOption.Open(host, place, productName), reference);
        var (version, moves, artifact, problem) = summary;
        if (problem is not null)
            reporter.Warning($"No service can load this version: {problem.ReplaceLineEndings(" ")}");
        ModelTables.Show(version, artifact, moves, reporter);
        CellTables.Show(summary.Cells, reporter);
        reporter.Document(new
        {
            version.Kind,
            version.Entry.Version,
            version.Aliases,
            version.Entry.Created,
            version.Entry.Sha256,
            version.Entry.Size,
            version.Path,
            version.Entry.Data,
            version.Entry.Options,
            version.Entry.Seed,
            version.Entry.Library,
            version.Entry.Commit,
            version.Entry.RunId,
            version.Entry.Metrics,
            version.Entry.Tags,
            problem,
            artifact,
            summary.Cells,
            moves = moves.Select(AliasChanges.Document),
        });
    }
}
