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

    /// <summary>The tag of a version that learned from a history that nobody lived; its value is <see cref="Simulated"/>.</summary>
    public const string DataTag = "data";

    /// <summary>The only kind of data that is tagged.</summary>
    public const string Simulated = "simulated";

    /// <summary>Whether a version learned from a history that nobody lived. Those from before there was a tag say it by the file's name.</summary>
    public static bool IsSimulated(VersionEntry entry) =>
        entry.Tags.GetValueOrDefault(DataTag) == Simulated || entry.Data.Name.StartsWith(Simulated, StringComparison.OrdinalIgnoreCase);

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
            Tags = Tags(fit, history, code),
        };

    private static Dictionary<string, string> Tags(ModelFit fit, TrainingHistory history, CodeState code)
    {
        var tags = new Dictionary<string, string> { [TrainerTag] = fit.Trainer, ["runtime"] = RuntimeInformation.FrameworkDescription, ["tree"] = code.Tree };
        if (history.IsSimulated)
            tags[DataTag] = Simulated;
        return tags;
    }

    /// <summary>
    /// Staging for the winners of a training, one of each kind: what serves is a person's decision, `models promote`. Models that serve
    /// already are left alone, and where a kind has no winner, because no model keeps the product's promises, nothing moves.
    /// </summary>
    /// <param name="state">The registry with the models in it.</param>
    /// <param name="winners">The winners.</param>
    public static AliasWish? Announce(RegistryState state, IReadOnlyList<ModelVersion> winners) =>
        Without(winners).Length > 0 || winners.All(m => ProductionOf(state, m.Kind) == m.Entry.Version)
            ? null
            : new AliasWish(RegistryNames.Staging, [.. winners.Select(m => new AliasTarget(m.Kind, m.Entry.Version))], "trained");

    /// <summary>Where the winners stand and what is next, for a person.</summary>
    /// <param name="winners">The winners as they were registered.</param>
    /// <param name="isFirst">Whether nothing was in production before.</param>
    /// <param name="isSimulated">Whether they learned from a history that nobody lived.</param>
    /// <param name="command">The command that promotes both.</param>
    public static string Said(IReadOnlyList<Registration> winners, bool isFirst, bool isSimulated, string command)
    {
        string[] without = Without([.. winners.Select(w => w.Version)]);
        if (without.Length > 0)
            return $"No alias was moved: no {string.Join(" and no ", without)} model of this training keeps what the product promises.";
        if (winners.All(r => r.Version.Aliases.Contains(RegistryNames.Production)))
            return "These are the very models in production, byte for byte; nothing was changed.";
        string production = isFirst ? "nothing is in production, so no service can start on them yet" : "production is as it was";
        string next = isSimulated
            ? $"They learned from simulated data, which says nothing about customers: `{command}` refuses them without --force and --reason."
            : $"`{command}` checks the gates and puts them into production.";
        return $"Both are in staging; {production}. {next}";
    }

    private static string[] Without(IReadOnlyList<ModelVersion> winners) => [.. ModelKinds.Names.Except(winners.Select(w => w.Kind))];

    private static int? ProductionOf(RegistryState state, string kind) => state.Find(kind, RegistryNames.Production)?.Version;
}
