using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The whole offer grid of a product: three ascending axes, and what does not depend on the applicant. Offers are named by
/// their positions on the axes. Terms are decimal, so every grid value is exact.
/// </summary>
internal sealed class OfferAxes
{
    // Models come and go while the product stays, and each pair has an engine and an explorer.
    private static readonly ConditionalWeakTable<ProductDefinition, OfferAxes> Known = [];

    private OfferAxes(ProductDefinition product)
    {
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        Amounts = Steps(Math.Ceiling(amount.Minimum / amount.Step) * amount.Step, amount.Maximum, amount.Step);
        Months = product.Offer.Months.Values;
        Rates = Steps(rate.Minimum, rate.Maximum, rate.Step);
        AmountValues = [.. Amounts.Select(a => (double)a)];
        MonthValues = [.. Months.Select(m => (double)m)];
        RateValues = [.. Rates.Select(r => (double)r)];
        Prices = new OfferPrices(product, this);
    }

    /// <summary>The axes of a product, made once.</summary>
    public static OfferAxes Of(ProductDefinition product) => Known.GetValue(product, p => new OfferAxes(p));

    /// <summary>Amounts, ascending.</summary>
    public ImmutableArray<decimal> Amounts { get; }

    /// <summary>Terms, ascending.</summary>
    public ImmutableArray<int> Months { get; }

    /// <summary>Rates, ascending.</summary>
    public ImmutableArray<decimal> Rates { get; }

    /// <summary><see cref="Amounts"/> in double.</summary>
    public double[] AmountValues { get; }

    /// <summary><see cref="Months"/> in double.</summary>
    public double[] MonthValues { get; }

    /// <summary><see cref="Rates"/> in double.</summary>
    public double[] RateValues { get; }

    /// <summary>What every offer brings.</summary>
    public OfferPrices Prices { get; }

    /// <summary>The terms at three positions.</summary>
    public OfferTerms Terms(int month, int rate, int amount) => new(Amounts[amount], Months[month], Rates[rate]);

    private static ImmutableArray<decimal> Steps(decimal first, decimal last, decimal step)
    {
        var values = ImmutableArray.CreateBuilder<decimal>();
        for (var value = first; value <= last; value += step)
            values.Add(value);
        return values.ToImmutable();
    }
}
