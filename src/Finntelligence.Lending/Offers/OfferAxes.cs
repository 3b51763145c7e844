using System.Collections.Immutable;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// The whole offer grid of a product: three ascending axes, and what does not depend on the applicant. Offers are named by
/// their positions on the axes. Terms are decimal, so every grid value is exact.
/// </summary>
internal sealed class OfferAxes
{
    private readonly UnitPrice[] _units;

    public OfferAxes(ProductDefinition product)
    {
        var (amount, rate) = (product.Offer.Amount, product.Offer.Rate);
        Amounts = Steps(Math.Ceiling(amount.Minimum / amount.Step) * amount.Step, amount.Maximum, amount.Step);
        Months = product.Offer.Months.Values;
        Rates = Steps(rate.Minimum, rate.Maximum, rate.Step);
        AmountValues = [.. Amounts.Select(a => (double)a)];
        MonthValues = [.. Months.Select(m => (double)m)];
        RateValues = [.. Rates.Select(r => (double)r)];
        OperatingCost = (double)product.Economics.OperatingCost;
        _units =
        [
            .. from m in Months
               from r in RateValues
               select LoanPricing.Unit(product.Economics, product.RatePeriod, m, r),
        ];
    }

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

    /// <summary>Per loan made.</summary>
    public double OperatingCost { get; }

    /// <summary>The price of a loan of 1.</summary>
    public ref readonly UnitPrice Unit(int month, int rate) => ref _units[month * Rates.Length + rate];

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
