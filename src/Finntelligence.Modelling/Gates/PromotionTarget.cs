using System.Collections.Immutable;
using Finntelligence.Foundation.Faults;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Modelling.Gates;

/// <summary>A version that an alias shall move to.</summary>
/// <param name="Version">The version.</param>
/// <param name="Current">The one the alias points at; null when it is new.</param>
/// <param name="Incumbent">The one to compare with: the current one, else the one in production; null when there is neither.</param>
public sealed record PromotionTarget(ModelVersion Version, VersionEntry? Current, VersionEntry? Incumbent)
{
    private const string Both = "both";

    /// <summary>The newest version of every other trainer that learned from the same history, for people to compare.</summary>
    public ImmutableArray<VersionEntry> Rivals { get; init; } = [];

    /// <summary>True when the alias points there already.</summary>
    public bool IsThere => Current?.Version == Version.Entry.Version;

    /// <summary>True when candidate and incumbent were measured on the same rows, or there is nothing to compare.</summary>
    public bool IsComparable => Incumbent is null || MeasuredOn(Incumbent) == MeasuredOn(Version.Entry);

    /// <summary>Finds what a user means. Without a version: the one in staging on the way to production, else the latest.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="state">A reading of it.</param>
    /// <param name="names">Models as users name them; "both" for one of each kind.</param>
    /// <param name="alias">Where they shall go.</param>
    /// <param name="version">For names without a version of their own; null when none was given.</param>
    /// <exception cref="RequestFaultException">A name is no model's, or one kind is named twice.</exception>
    /// <exception cref="RegistryException">There is no such version.</exception>
    public static ImmutableArray<PromotionTarget> Find(
        IModelRegistry registry, RegistryState state, IEnumerable<string> names, string alias, string? version)
    {
        ModelReference[] references = [.. names.SelectMany(n => n == Both ? ModelKinds.Names : [n]).Select(ModelReference.Parse)];
        if (references.GroupBy(r => r.Kind).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RequestFaultException($"The {twice.Key} model is named twice.");
        return [.. references.Select(reference =>
        {
            var kind = reference.Kind;
            var hasStaging = alias == RegistryNames.Production && state.Kind(kind).Aliases.ContainsKey(RegistryNames.Staging);
            var wanted = reference.Version ?? version ?? (hasStaging ? RegistryNames.Staging : RegistryNames.Latest);
            var current = state.Find(kind, alias);
            return new PromotionTarget(
                registry.Resolve(state, kind, wanted), current, current ?? state.Find(kind, RegistryNames.Production));
        })];
    }

    private static string MeasuredOn(VersionEntry entry) =>
        entry.Tags.GetValueOrDefault(ImportTags.EvaluatedSha256, entry.Data.Sha256);
}
