using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Api.Pool;

/// <summary>The models that a product's registry names, by alias or by pinned version, as it stands at each look.</summary>
internal sealed class RegistryLocator(LocalModelRegistry registry, RegistryChoice choice) : IModelLocator
{
    public bool WatchForChanges => choice.WatchForChanges;

    public ModelLocations Locate()
    {
        // One reading for both: a promotion between two readings would pair models that were never promoted together.
        var state = registry.Read();
        return new ModelLocations(
            Find(state, PredictionEnginePoolBuilder.Risk, choice.RiskVersion),
            Find(state, PredictionEnginePoolBuilder.Acceptance, choice.AcceptanceVersion));
    }

    private ModelLocation Find(RegistryState state, string kind, string? version)
    {
        var found = registry.Resolve(state, kind, version ?? choice.Alias);
        return new ModelLocation(found.Path, found.Entry.ToString(), version is null ? choice.Alias : null, found.Entry.Sha256);
    }
}

/// <summary>Which models of a registry to serve.</summary>
/// <param name="Alias">The alias both are found by.</param>
/// <param name="RiskVersion">A version instead of the alias.</param>
/// <param name="AcceptanceVersion">A version instead of the alias.</param>
/// <param name="WatchForChanges">Whether to follow the registry while the service runs.</param>
internal sealed record RegistryChoice(
    string Alias, string? RiskVersion = null, string? AcceptanceVersion = null, bool WatchForChanges = true);
