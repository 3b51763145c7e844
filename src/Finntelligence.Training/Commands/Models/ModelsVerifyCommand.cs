using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Options;
using Finntelligence.Training.Running;

namespace Finntelligence.Training.Commands.Models;

/// <summary><c>models verify</c>: whether every registered file is what was registered.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Create(ConsoleHost host)
    {
        Option<string> product = ProductOption.Create();
        Option<string> registry = RegistryOption.Create();
        var command = new Command("verify", "Hash every registered model again; exit code 1 when one is missing or differs.") { product, registry };
        command.Does(host, (parsed, reporter, cancellation) => Verify(
            RegistryOption.Open(host, parsed.GetValue(registry)!, parsed.GetValue(product)!), parsed.GetValue(product)!, reporter, cancellation));
        return command;
    }

    private static void Verify(IModelRegistry registry, string product, IReporter reporter, CancellationToken cancellation)
    {
        var audit = registry.Verify(cancellation);
        foreach (var folder in audit.UnnamedFolders)
            reporter.Warning($"{folder} belongs to no registered version: an interrupted training may have left it. It is safe to delete.");
        reporter.Document(new
        {
            product,
            audit.IsWhole,
            audit.Verified,
            faults = audit.Faults.Select(f => new { f.Kind, f.Version, f.Path, f.Expected, f.Found }),
            audit.UnnamedFolders,
        });
        if (!audit.IsWhole)
            throw new RequestFaultException(string.Join(' ', audit.Faults));
        reporter.Status(audit.Verified == 0
            ? $"No model is registered in {registry.Place}."
            : $"{Figures.Count(audit.Verified)} versions have exactly the bytes they were registered with.");
    }
}
