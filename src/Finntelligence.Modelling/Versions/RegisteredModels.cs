using Finntelligence.Lending.Loading;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Registry;
using Finntelligence.ModelOps.Workspaces;
using ModelKind = Finntelligence.Lending.Products.ModelKind;

namespace Finntelligence.Modelling.Versions;

/// <summary>A product and the two models that decide about it.</summary>
/// <param name="Product">As its file says.</param>
/// <param name="Risk">The model of default.</param>
/// <param name="Acceptance">The model of take-up.</param>
/// <param name="Description">Which they are, for a person.</param>
public sealed record RegisteredModels(ProductDefinition Product, LoanModel Risk, LoanModel Acceptance, string Description)
{
    /// <summary>The rate card under the same alias; null where the product's <c>policy.rateCard</c> asks for none.</summary>
    public PublishedCard? Card { get; init; }

    /// <summary>Loads them from the registry and verifies them.</summary>
    /// <param name="workspace">Where things lie.</param>
    /// <param name="product">Which product.</param>
    /// <param name="alias">An alias of the registry, such as production.</param>
    /// <param name="withCard">Whether the rate card is loaded where the product asks for one; without it the pair prices one by one.</param>
    /// <exception cref="InvalidModelException">A model is damaged or does not fit the product.</exception>
    public static RegisteredModels Load(Workspace workspace, string product, string alias, bool withCard = true)
    {
        var definition = ProductLoader.Load(workspace.ProductFile(product));
        var registry = new LocalModelRegistry(workspace.ModelFolder(product), TimeProvider.System);
        var state = registry.Read();
        var risk = registry.Resolve(state, "risk", alias);
        var acceptance = registry.Resolve(state, "acceptance", alias);
        var card = withCard && definition.Policy.RateCard is not null ? registry.Resolve(state, SegmentCard.Kind, alias) : null;
        return new(
            definition,
            Read(risk, definition, ModelKind.Risk),
            Read(acceptance, definition, ModelKind.Acceptance),
            $"{product}, risk {risk.Entry}, acceptance {acceptance.Entry}{(card is null ? "" : $", rate card {card.Entry}")} ({alias})")
        {
            Card = card is null ? null : ReadCard(card, definition),
        };
    }

    /// <summary>Decides with them.</summary>
    public OfferEngine Engine() => new(Product, Risk, Acceptance, Card?.Card);

    /// <summary>Scores all offers with them.</summary>
    public OfferExplorer Explorer() => new(Product, Risk, Acceptance);

    private static PublishedCard ReadCard(ModelVersion version, ProductDefinition product)
    {
        var card = CardArtifact.Read(VersionFile.Bytes(version), product);
        return card.Sha256 == version.Entry.Sha256
            ? card
            : throw new InvalidModelException($"{version.Path} is not the file that was registered: its sha256 is {card.Sha256}.");
    }

    private static LoanModel Read(ModelVersion version, ProductDefinition product, ModelKind kind)
    {
        var model = ModelArtifact.Read(File.ReadAllBytes(version.Path), product, kind);
        return model.Sha256 == version.Entry.Sha256
            ? model
            : throw new InvalidModelException($"{version.Path} is not the file that was registered: its sha256 is {model.Sha256}.");
    }
}
