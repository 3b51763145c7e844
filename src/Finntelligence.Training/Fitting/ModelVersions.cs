using System.Runtime.InteropServices;
using Finntelligence.Lending.Models;
using Finntelligence.ModelOps.Registry;
using Finntelligence.Training.Models;
using Finntelligence.Training.Models.Importing;
using Finntelligence.Training.Tracking;

namespace Finntelligence.Training.Fitting;

/// <summary>Brings fitted models into the registry's words.</summary>
internal static class ModelVersions
{
    /// <summary>The tag that names a version's trainer.</summary>
    public const string TrainerTag = "trainer";

    /// <summary>Who trained a version; null for an imported one. Versions from before there was a choice are our own learner's.</summary>
    public static string? TrainerOf(VersionEntry entry) =>
        entry.Tags.GetValueOrDefault(TrainerTag) ?? (entry.Tags.ContainsKey(ImportTags.Source) ? null : TrainerNames.MonotoneFastTree);

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
            Tags = new Dictionary<string, string> { [TrainerTag] = fit.Trainer, ["runtime"] = RuntimeInformation.FrameworkDescription, ["tree"] = code.Tree },
        };

    /// <summary>
    /// Points an alias at the winners, one of each kind: production when nothing is in production yet, else staging. Models that serve already are left alone.
    /// </summary>
    /// <returns>What was done, for a person.</returns>
    /// <param name="registry">The registry.</param>
    /// <param name="registrations">The winners; a kind that has none, because no model keeps the product's promises, moves nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the registry's lock.</param>
    public static string Announce(LocalModelRegistry registry, IReadOnlyList<Registration> registrations, CancellationToken cancellationToken)
    {
        string[] without = [.. ModelKinds.Names.Except(registrations.Select(r => r.Version.Kind))];
        if (without.Length > 0)
            return $"No alias was moved: no {string.Join(" and no ", without)} model of this training keeps what the product promises.";
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
