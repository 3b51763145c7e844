using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Explorer.Serving;

/// <summary>What answers now.</summary>
public interface IServedPair
{
    /// <summary>The pair in service; null while there have never been usable models.</summary>
    ServedPair? Current { get; }

    /// <summary>The product served; as it was at the start while there are no models.</summary>
    ProductDefinition Product { get; }
}

/// <summary>Product and models in service, replaced as one. Immutable.</summary>
public sealed record ServedPair
{
    /// <summary>The product.</summary>
    public required ProductDefinition Product { get; init; }

    /// <summary>The model of default.</summary>
    public required ServedVersion Risk { get; init; }

    /// <summary>The model of take-up.</summary>
    public required ServedVersion Acceptance { get; init; }

    /// <summary>The rate card that serves with them; null where the product's <c>policy.rateCard</c> asks for none.</summary>
    public required PublishedCard? Card { get; init; }

    /// <summary>When both came into service.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Decides.</summary>
    public required OfferEngine Engine { get; init; }

    /// <summary>Values every offer.</summary>
    public required OfferExplorer Explorer { get; init; }

    /// <summary>Reads what a client of <c>/predict</c> would send.</summary>
    public required PredictRequestReader Requests { get; init; }
}

/// <summary>A model in service.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">Its version in the registry.</param>
/// <param name="Alias">The alias it was found by; null if by version or as a file.</param>
public sealed record ServedVersion(LoanModel Model, string Version, string? Alias);
