using System.Globalization;
using Finntelligence.Api.Hosting;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Pool;

/// <summary>The models that a registry of files names, by alias or by pinned version, as it stands at each look.</summary>
internal sealed class RegistryLocator(LocalModelRegistry registry, ModelPair pair, bool watchForChanges) : IModelLocator
{
    public string Source => $"{pair} in {registry.Folder}";

    public bool WatchForChanges => watchForChanges;

    /// <summary>Where the pair in service is kept unless the settings say otherwise: beside the registry, ignored by git.</summary>
    public string CacheFolder => Path.Combine(registry.Folder, ".cache");

    public ModelLocations Locate(CancellationToken cancellationToken)
    {
        // One reading for both: a promotion between two readings would pair models that were never promoted together.
        var state = registry.Read();
        return new ModelLocations(Find(state, pair.Risk), Find(state, pair.Acceptance), FindCard(state));
    }

    public ModelLocations Locate(int risk, int acceptance, CancellationToken cancellationToken)
    {
        var state = registry.Read();
        return new ModelLocations(Find(state, Numbered(pair.Risk, risk)), Find(state, Numbered(pair.Acceptance, acceptance)), FindCard(state));
    }

    private static ModelUri Numbered(ModelUri uri, int version) => new(uri.Name, version.ToString(CultureInfo.InvariantCulture));

    // Whether there must be one, the product says; a version that is named must be there in any case.
    private ModelLocation? FindCard(RegistryState state) =>
        pair.RateCard.IsPinned || state.Find(pair.RateCard.Kind, pair.RateCard.Reference) is not null ? Find(state, pair.RateCard) : null;

    private ModelLocation Find(RegistryState state, ModelUri uri)
    {
        var found = registry.Resolve(state, uri.Kind, uri.Reference);
        return new ModelLocation(found.Path, found.Entry.ToString(), uri.IsPinned ? null : uri.Reference, found.Entry.Sha256);
    }
}
