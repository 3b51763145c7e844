using System.Collections.Immutable;
using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
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
    /// <summary>The cells of a rate card; empty for a model, and where the card cannot be loaded.</summary>
    public ImmutableArray<ShownCell> Cells { get; init; } = [];

    /// <exception cref="RegistryException">There is no such version.</exception>
    public static VersionSummary Of(Workspace workspace, string productName, IModelRegistry registry, ModelReference reference)
    {
        RegistryState state = registry.Read();
        ModelVersion version = reference.Resolve(registry, state);
        ImmutableArray<AliasChange> moves = [.. state.History.Where(c => c.Moves.Any(m => m.Kind == version.Kind))];
        try
        {
            ProductDefinition product = ProductLoader.Load(workspace.ProductFile(productName));
            if (version.Kind == SegmentCard.Kind)
                return new VersionSummary(version, moves, null, null) { Cells = CellsOf(version, product) };
            LoanModel model = VersionFile.Read(version, product);
            return new VersionSummary(version, moves, ArtifactSummary.Of(product, model, ModelArtifact.Members(VersionFile.Bytes(version))), null);
        }
        catch (Exception fault) when (fault is InvalidModelException or InvalidProductException or IOException)
        {
            // What the registry knows is worth showing all the more when the file or the product has a fault.
            return new VersionSummary(version, moves, null, fault.Message);
        }
    }

    private static ImmutableArray<ShownCell> CellsOf(ModelVersion version, ProductDefinition product)
    {
        var words = new CardWords(new CardInputs(product));
        return [.. CardArtifact.Read(VersionFile.Bytes(version), product).Card.Paths().Select(p => new ShownCell(p.Cell.Name, p.Cell.Rate, words.Of(p.Path)))];
    }
}

/// <summary>A cell of a rate card.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Rate">Percent per rate period.</param>
/// <param name="Who">Its customers, in words.</param>
public sealed record ShownCell(string Cell, decimal Rate, string Who);
