using System.CommandLine;
using Finntelligence.Foundation.Output;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Showing;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
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
            Description = "Which, as risk@production or risk/3; without alias or version the one in production, else the latest.",
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
        IModelRegistry registry = RegistryOption.Open(host, place, productName);
        RegistryState state = registry.Read();
        ModelVersion version = reference.Resolve(registry, state);
        AliasChange[] moves = [.. state.History.Where(c => c.Moves.Any(m => m.Kind == version.Kind))];
        ArtifactSummary? artifact = null;
        string? problem = null;
        try
        {
            ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
            LoanModel model = VersionFile.Read(version, product);
            artifact = ArtifactSummary.Of(product, model, ModelArtifact.Members(VersionFile.Bytes(version)));
        }
        catch (Exception fault) when (fault is InvalidModelException or InvalidProductException or IOException)
        {
            // What the registry knows is worth showing all the more when the file or the product has a fault.
            problem = fault.Message;
            reporter.Warning($"No service can load this version: {fault.Message.ReplaceLineEndings(" ")}");
        }

        ModelTables.Show(version, artifact, moves, reporter);
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
            moves = moves.Select(AliasChanges.Document),
        });
    }
}
