using System.Collections.Immutable;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;

namespace Finntelligence.Modelling.Showing;

/// <summary>Everything that is known of one version.</summary>
/// <param name="Version">What the registry knows.</param>
/// <param name="Moves">The moves of aliases of its kind.</param>
/// <param name="Artifact">What its file holds; null where it cannot be loaded.</param>
/// <param name="Problem">Why it cannot; null where it can.</param>
public sealed record VersionSummary(
    ModelVersion Version, ImmutableArray<AliasChange> Moves, ArtifactSummary? Artifact, string? Problem)
{
    /// <exception cref="RegistryException">There is no such version.</exception>
    public static VersionSummary Of(Workspace workspace, string productName, IModelRegistry registry, ModelReference reference)
    {
        RegistryState state = registry.Read();
        ModelVersion version = reference.Resolve(registry, state);
        ImmutableArray<AliasChange> moves = [.. state.History.Where(c => c.Moves.Any(m => m.Kind == version.Kind))];
        try
        {
            ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
            LoanModel model = VersionFile.Read(version, product);
            return new VersionSummary(version, moves, ArtifactSummary.Of(product, model, ModelArtifact.Members(VersionFile.Bytes(version))), null);
        }
        catch (Exception fault) when (fault is InvalidModelException or InvalidProductException or IOException)
        {
            // What the registry knows is worth showing all the more when the file or the product has a fault.
            return new VersionSummary(version, moves, null, fault.Message);
        }
    }
}
