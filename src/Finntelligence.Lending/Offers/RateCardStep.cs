using Finntelligence.Lending.Offers.Searching;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.Lending.Offers;

/// <summary>Finds what a rate card offers: its cell's rate, and at that rate the best amount and term.</summary>
/// <param name="product">Its limits hold beside the card.</param>
/// <param name="axes">Its grid.</param>
/// <param name="ranges">Know the amount and the terms asked for.</param>
/// <param name="search">Has scored the offers.</param>
/// <param name="card">The card.</param>
internal sealed class RateCardStep(ProductDefinition product, OfferAxes axes, OfferRanges ranges, GridSearch search, SegmentCard card)
{
    private readonly CardInputs _inputs = new(product);

    /// <summary>The cell of a request, and the rate there.</summary>
    public CardRate RateOf(OfferRequest request)
    {
        Span<float> inputs = stackalloc float[_inputs.Count];
        ranges.WriteCardInputs(request, _inputs, inputs);
        var cell = card.CellOf(inputs);
        var at = axes.Rates.IndexOf(cell.Rate);
        // Where policy allows this applicant less than the card's rate, that is the rate.
        if (product.RateCapOf(request.Applicant) is { } cap)
        {
            while (at >= 0 && axes.Rates[at] > cap)
                at--;
        }

        return new CardRate(cell, at);
    }

    /// <summary>Looks at every offer at the card's rate; what is found stands in <see cref="SearchScratch.ByCard"/>.</summary>
    /// <param name="applicant">Who was searched for.</param>
    /// <param name="open">What was searched.</param>
    /// <param name="rate">Position of the card's rate.</param>
    /// <param name="greatestInstallment">As in the search.</param>
    /// <param name="scratch">Of the search.</param>
    public void Search(Applicant applicant, in OfferRange open, int rate, double greatestInstallment, SearchScratch scratch)
    {
        var found = scratch.ByCard;
        found.Clear(open.Months.Length);
        if (rate < 0 || rate >= open.Rates || open.Count == 0)
            return;
        var feasibility = search.FeasibilityOf(applicant, open, greatestInstallment, scratch);
        for (var month = 0; month < open.Months.Length; month++)
        {
            var prices = feasibility.Prices(month, rate);
            for (var tier = 0; tier < Stretches.Tiers; tier++)
            {
                for (var amount = Stretches.StartOf(tier, open.Amounts); amount < Stretches.StartOf(tier + 1, open.Amounts); amount++)
                {
                    var price = feasibility.PriceOf(prices, month, rate, amount);
                    if (!feasibility.IsFeasible(price, month, rate, amount))
                        continue;
                    found.Feasible++;
                    found.Add(month, tier, search.Offer(open, feasibility, price, month, rate, amount, scratch));
                }
            }
        }
    }
}

/// <summary>What a card says of a request.</summary>
/// <param name="Cell">Where it falls.</param>
/// <param name="At">Position of the rate on the product's axis, after the limits of policy; −1 if these leave none.</param>
internal readonly record struct CardRate(CardCell Cell, int At);
