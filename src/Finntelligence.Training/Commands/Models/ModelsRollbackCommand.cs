using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models rollback</c>: undoes the last move of an alias.</summary>
internal static class ModelsRollbackCommand
{
    public static Command Create(ConsoleHost host)
    {
        var alias = new Option<string>(AliasOption.Name)
        {
            Description = "The alias that goes back.",
            DefaultValueFactory = _ => RegistryNames.Production,
        };
        Option<string?> reason = ReasonOption.Create();
        reason.Required = true;
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command(
            "rollback",
            "Undo the last move of an alias, of both models if they moved together; models/<product>/registry.json keeps it. "
            + "Once more undoes the one before.")
        {
            alias, reason, product, registry,
        };
        command.Does(host, (parsed, reporter, cancellation) => Rollback(
            RegistryOption.Open(host, parsed.GetValue(registry)!, parsed.GetValue(product)!), parsed.GetValue(alias)!, parsed.GetValue(reason)!, reporter, cancellation));
        return command;
    }

    private static void Rollback(
        IModelRegistry registry, string alias, string reason, IReporter reporter, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RequestFaultException("say in a few words why; it is kept in the registry's history.", where: "--reason");
        RegistryNames.CheckAlias(alias);
        AliasChange change = registry.Rollback(alias, reason, cancellation);
        foreach (var fault in registry.Verify(cancellation).Of(change))
            reporter.Warning($"{alias} is back at a version that no service can load. {fault}");
        AliasChanges.Show(change, reporter);
        reporter.Document(AliasChanges.Document(change));
    }
}
