using System.Runtime.InteropServices;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Tracking;

namespace Finntelligence.Training.Fitting;

/// <summary>Brings fitted models into the registry's words.</summary>
internal static class ModelVersions
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
    /// The alias for models that were just made: production when nothing is in production yet, else staging. Models that serve already are
    /// left alone.
    /// </summary>
    /// <param name="state">The registry with the models in it.</param>
    /// <param name="models">The models.</param>
    public static AliasWish? Announce(RegistryState state, IReadOnlyList<ModelVersion> models)
    {
        if (models.All(m => ProductionOf(state, m.Kind) == m.Entry.Version))
            return null;
        string alias = models.All(m => ProductionOf(state, m.Kind) is null) ? RegistryNames.Production : RegistryNames.Staging;
        return new AliasWish(alias, [.. models.Select(m => new AliasTarget(m.Kind, m.Entry.Version))], "trained");
    }

    /// <summary>Where registered models stand, for a person.</summary>
    public static string Said(IReadOnlyList<Registration> registrations, AliasChange? change)
    {
        bool inProduction = registrations.All(r => r.Version.Aliases.Contains(RegistryNames.Production));
        return (inProduction, change) switch
        {
            (true, null) => "These are the very models in production, byte for byte; nothing was changed.",
            (true, _) => "Both are in production, since nothing was before them.",
            _ => "Both are in staging; production is as it was.",
        };
    }

    private static int? ProductionOf(RegistryState state, string kind) => state.Find(kind, RegistryNames.Production)?.Version;
}
