using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>The prices that the engine has for the offers of a product's grid, for those who score them otherwise. Immutable.</summary>
/// <param name="product">Its grid and its costs.</param>
public sealed class GridPrices(ProductDefinition product)
{
    private readonly OfferAxes _axes = OfferAxes.Of(product);

    /// <summary>Writes the prices of one term and rate.</summary>
    /// <param name="months">A term of the grid.</param>
    /// <param name="rate">A rate of the grid.</param>
    /// <param name="least">The first amount; of the grid, as are those that follow it.</param>
    /// <param name="prices">One for each amount.</param>
    /// <param name="codes">The applicant's categories where costs differ by them.</param>
    public void Write(int months, decimal rate, decimal least, Span<LoanPrice> prices, CostCategories codes = default)
    {
        var row = _axes.Prices.Row(
            new CostProfile(codes.Funds, codes.Operating, 0),
            _axes.Months.IndexOf(months),
            _axes.Rates.IndexOf(rate),
            (int)((least - _axes.Amounts[0]) / product.Offer.Amount.Step),
            prices.Length);
        for (var i = 0; i < prices.Length; i++)
            prices[i] = row.Of(i);
    }
}
