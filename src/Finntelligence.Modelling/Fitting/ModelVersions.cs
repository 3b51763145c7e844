using System.Runtime.InteropServices;
using Finntelligence.Histories.Files;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Fitting;

/// <summary>Brings fitted models into the registry's words.</summary>
public static class ModelVersions
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
    /// The alias for the winners of a training, one of each kind: production when nothing is in production yet, else staging. Models that serve
    /// already are left alone, and where a kind has no winner, because no model keeps the product's promises, nothing moves.
    /// </summary>
    /// <param name="state">The registry with the models in it.</param>
    /// <param name="winners">The winners.</param>
    public static AliasWish? Announce(RegistryState state, IReadOnlyList<ModelVersion> winners)
    {
        if (Without(winners).Length > 0 || winners.All(m => ProductionOf(state, m.Kind) == m.Entry.Version))
            return null;
        string alias = winners.All(m => ProductionOf(state, m.Kind) is null) ? RegistryNames.Production : RegistryNames.Staging;
        return new AliasWish(alias, [.. winners.Select(m => new AliasTarget(m.Kind, m.Entry.Version))], "trained");
    }

    /// <summary>Where the winners stand, for a person.</summary>
    public static string Said(IReadOnlyList<Registration> winners, AliasChange? change)
    {
        string[] without = Without([.. winners.Select(w => w.Version)]);
        if (without.Length > 0)
            return $"No alias was moved: no {string.Join(" and no ", without)} model of this training keeps what the product promises.";
        bool inProduction = winners.All(r => r.Version.Aliases.Contains(RegistryNames.Production));
        return (inProduction, change) switch
        {
            (true, null) => "These are the very models in production, byte for byte; nothing was changed.",
            (true, _) => "Both are in production, since nothing was before them.",
            _ => "Both are in staging; production is as it was.",
        };
    }

    private static string[] Without(IReadOnlyList<ModelVersion> winners) => [.. ModelKinds.Names.Except(winners.Select(w => w.Kind))];

    private static int? ProductionOf(RegistryState state, string kind) => state.Find(kind, RegistryNames.Production)?.Version;
}
