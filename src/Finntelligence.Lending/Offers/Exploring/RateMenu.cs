using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.Lending.Offers.Exploring;

/// <summary>
/// For one request after the other, what a card would offer at each rate of the product: the best amount and term there. For one thread
/// at a time; share the explorer.
/// </summary>
public sealed class RateMenu
{
    private readonly ProductDefinition _product;
    private readonly OfferAxes _axes;
    private readonly CardSituation _situation;
    private readonly OfferExplorer _explorer;
    private SurfaceOffer[] _surface = [];

    /// <summary>A menu of a product.</summary>
    public RateMenu(ProductDefinition product, OfferExplorer explorer)
    {
        (_product, _explorer) = (product, explorer);
        _axes = OfferAxes.Of(product);
        _situation = new CardSituation(product);
    }

    /// <summary>The product's rates, ascending.</summary>
    public ImmutableArray<decimal> Rates => _axes.Rates;

    /// <summary>What a card may ask.</summary>
    public CardInputs Inputs => _situation.Inputs;

    /// <summary>Position of the greatest rate that <c>policy.rateCaps</c> allows the applicant's category; −1 if it allows none.</summary>
    public int CategoryCap(Applicant applicant) =>
        _product.Policy.RateCaps is { } caps ? LastWithin(caps.Values[_product.CategoryOf(applicant, caps.Feature)]) : Rates.Length - 1;

    /// <summary>Fills in what a card may ask of the request.</summary>
    public void WriteInputs(OfferRequest request, Span<float> inputs) => _situation.Write(request, inputs);

    /// <summary>Fills in the best offer at each rate.</summary>
    /// <param name="request">Valid.</param>
    /// <param name="offers">
    /// One for each rate; no offer where none would earn anything. Above the greatest rate that policy allows this applicant stands the
    /// offer at that rate, since that is what the card then means.
    /// </param>
    public void Write(OfferRequest request, Span<RateOffer> offers)
    {
        offers.Clear();
        var grid = _explorer.Explore(request, ref _surface);
        var position = 0;
        foreach (var months in grid.Months)
        {
            for (var rate = 0; rate < grid.Rates.Length; rate++)
            {
                for (var amount = 0; amount < grid.Amounts.Length; amount++)
                {
                    var offer = _surface[position++];
                    // Comparisons with NaN are false.
                    if (offer.Profit > offers[rate].Profit)
                        offers[rate] = new RateOffer(offer.Profit, offer.Acceptance, offer.Default, (double)grid.Amounts[amount], months);
                }
            }
        }

        var cap = _product.RateCapOf(request.Applicant) is { } limit ? LastWithin(limit) : Rates.Length - 1;
        for (var rate = cap + 1; rate < offers.Length && cap >= 0; rate++)
            offers[rate] = offers[cap];
    }

    private int LastWithin(decimal limit)
    {
        var last = Rates.Length - 1;
        while (last >= 0 && Rates[last] > limit)
            last--;
        return last;
    }
}

/// <summary>The best offer at a rate; all zero for none.</summary>
/// <param name="Profit">Expected.</param>
/// <param name="Acceptance">Probability.</param>
/// <param name="Default">Probability, given that it is taken.</param>
/// <param name="Amount">Lent.</param>
/// <param name="Months">Term.</param>
public readonly record struct RateOffer(double Profit, float Acceptance, float Default, double Amount, int Months);
