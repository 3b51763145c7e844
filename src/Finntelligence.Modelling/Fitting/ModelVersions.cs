using System.Runtime.InteropServices;
using Finntelligence.Histories.Files;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Brings fitted models into the registry's words.</summary>
public static class ModelVersions
{
    /// <summary>What the registry keeps of a model besides its bytes.</summary>
    public static VersionInfo Describe(ModelFit fit, TrainingHistory history, DateTimeOffset started, string run, CodeState code) =>
        new(
            new DataReference(history.Name, history.Sha256, history.Md5),
            fit.Contents.Manifest.Options,
            (long)fit.Contents.Manifest.Seed,
            fit.Contents.Manifest.Library)
        {
            Metrics = fit.Contents.Manifest.Metrics,
            Created = started,
            Commit = code.Commit,
            RunId = run,
            Tags = new Dictionary<string, string> { ["runtime"] = RuntimeInformation.FrameworkDescription, ["tree"] = code.Tree },
        };

    /// <summary>
    /// Points an alias at the models: production when nothing is in production yet, else staging. Models that serve already are left alone.
    /// </summary>
    /// <returns>What was done, for a person.</returns>
    public static string Announce(LocalModelRegistry registry, IReadOnlyList<Registration> registrations, CancellationToken cancellationToken)
    {
        var state = registry.Read();
        AliasTarget[] targets = [.. registrations.Select(r => new AliasTarget(r.Version.Kind, r.Version.Entry.Version))];
        if (targets.All(t => ProductionOf(state, t.Kind) == t.Version))
            return "These are the very models in production, byte for byte; nothing was changed.";

        var alias = targets.All(t => ProductionOf(state, t.Kind) is null) ? RegistryNames.Production : RegistryNames.Staging;
        registry.MoveTogether(alias, targets, "trained", cancellationToken: cancellationToken);
        return alias == RegistryNames.Production
            ? "Both are in production, since nothing was before them."
            : "Both are in staging; production is as it was.";
    }

    private static int? ProductionOf(RegistryState state, string kind) => state.Find(kind, RegistryNames.Production)?.Version;
}
