using System.Collections.Immutable;
using System.CommandLine;
using Finntelligence.Foundation.Faults;
using Finntelligence.Foundation.Output;
using Finntelligence.Modelling.Versions;
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
        var command = new Command("verify", "Hash every registered model again and have ML.NET confirm its answers; exit code 1 when one is missing or differs.") { product, registry };
        command.Does(host, (parsed, reporter, cancellation) => Verify(
            host, RegistryOption.Open(host, parsed.GetValue(registry)!, parsed.GetValue(product)!), parsed.GetValue(product)!, reporter, cancellation));
        return command;
    }

    private static void Verify(ConsoleHost host, IModelRegistry registry, string product, IReporter reporter, CancellationToken cancellation)
    {
        var audit = registry.Verify(cancellation);
        foreach (var folder in audit.UnnamedFolders)
            reporter.Warning($"{folder} belongs to no registered version: an interrupted training may have left it. It is safe to delete.");
        foreach (OrphanVersion orphan in audit.Orphans)
            reporter.Warning($"{orphan}");
        // A file that is not what was registered says nothing about the model.
        ImmutableArray<VersionConfirmation> confirmations = audit.IsWhole ? VersionConfirmation.OfAll(registry, host.Workspace, product, cancellation) : [];
        reporter.Document(new
        {
            product,
            audit.IsWhole,
            audit.Verified,
            faults = audit.Faults.Select(f => new { f.Kind, f.Version, f.Path, f.Expected, f.Found }),
            audit.UnnamedFolders,
            audit.Orphans,
            mlNet = new { version = VersionConfirmation.Library, confirmations },
        });
        if (!audit.IsWhole)
            throw new RequestFaultException(string.Join(' ', audit.Faults));
        reporter.Status(audit.Verified == 0
            ? $"No model is registered in {registry.Place}."
            : $"{Figures.Count(audit.Verified)} versions have exactly the bytes they were registered with.");
        Say(confirmations, reporter);
    }

    private static void Say(ImmutableArray<VersionConfirmation> confirmations, IReporter reporter)
    {
        foreach (VersionConfirmation other in confirmations.Where(c => c.Outcome is ConfirmationOutcome.NotExpressible))
            reporter.Warning($"ML.NET cannot express {other.Kind} {other.Version}: {other.Reason}. It serves without being confirmed.");
        foreach (VersionConfirmation other in confirmations.Where(c => c.Outcome is ConfirmationOutcome.NotForThisProduct))
            reporter.Warning($"No service can load {other}");
        VersionConfirmation[] refused = [.. confirmations.Where(c => c.Outcome is ConfirmationOutcome.Refused)];
        if (refused.Length > 0)
            throw new RequestFaultException(string.Join(' ', refused.Select(c => $"{c}")));
        int confirmed = confirmations.Count(c => c.Outcome is ConfirmationOutcome.Confirmed);
        if (confirmed > 0)
            reporter.Status($"ML.NET {VersionConfirmation.Library} gives the scores and probabilities of {Figures.Count(confirmed)} of them to the bit.");
    }
}
