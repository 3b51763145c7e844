using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The prices that the engine has for an applicant's offers, for those who score them otherwise. Immutable.</summary>
/// <param name="product">Its grid and its costs.</param>
public sealed class GridPrices(ProductDefinition product)
{
    private readonly OfferAxes _axes = OfferAxes.Of(product);

    /// <summary>Writes the prices of one term and rate.</summary>
    /// <param name="months">A term of the grid.</param>
    /// <param name="rate">A rate of the grid.</param>
    /// <param name="amounts">As an <see cref="OfferGrid"/> has them: neighbours on the grid, but for the last, which may stand between its steps.</param>
    /// <param name="prices">One for each amount.</param>
    /// <param name="codes">The applicant's categories where costs differ by them.</param>
    public void Write(int months, decimal rate, ReadOnlySpan<decimal> amounts, Span<LoanPrice> prices, CostCategories codes = default)
    {
        if (amounts.IsEmpty)
            return;
        var (profile, month) = (new CostProfile(codes.Funds, codes.Operating, 0), _axes.Months.IndexOf(months));
        var onGrid = amounts[^1] % product.Offer.Amount.Step == 0 ? amounts.Length : amounts.Length - 1;
        if (onGrid > 0)
        {
            var first = (int)((amounts[0] - _axes.Amounts[0]) / product.Offer.Amount.Step);
            var row = _axes.Prices.Row(profile, month, _axes.Rates.IndexOf(rate), first, onGrid);
            for (var i = 0; i < onGrid; i++)
                prices[i] = row.Of(i);
        }

        if (onGrid < amounts.Length)
            prices[onGrid] = _axes.Prices.Of(profile, new OfferTerms(amounts[^1], months, rate), month);
    }
}
