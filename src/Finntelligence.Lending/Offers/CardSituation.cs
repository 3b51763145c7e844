using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.Lending.Offers;

/// <summary>What a rate card may ask of requests to a product. Immutable.</summary>
/// <param name="product">The product.</param>
public sealed class CardSituation(ProductDefinition product)
{
    private readonly OfferRanges _ranges = new(product, OfferAxes.Of(product));

    /// <summary>The inputs by name.</summary>
    public CardInputs Inputs { get; } = new(product);

    /// <summary>Writes a request's inputs.</summary>
    /// <param name="request">Valid.</param>
    /// <param name="inputs">Takes them, in the order of <see cref="Inputs"/>.</param>
    public void Write(OfferRequest request, Span<float> inputs) => _ranges.WriteCardInputs(request, Inputs, inputs);
}
