using System.Collections.Immutable;

namespace Finntelligence.Lending.Offers;

/// <summary>A part of a product's grid: a run of amounts, some terms, and the lowest rates. Positions are those of <see cref="OfferAxes"/>.</summary>
/// <param name="FirstAmount">Position of the least amount.</param>
/// <param name="Amounts">Number of amounts.</param>
/// <param name="Months">Positions of the terms, ascending.</param>
/// <param name="Rates">Number of rates, from the least on.</param>
internal readonly record struct OfferRange(int FirstAmount, int Amounts, ImmutableArray<int> Months, int Rates)
{
    /// <summary>Number of offers.</summary>
    public int Count => Amounts * Months.Length * Rates;

    /// <summary>The offers within the limits of a request and a rate cap.</summary>
    /// <param name="axes">The grid this is a part of.</param>
    /// <param name="constraints">Its limit on the installment is not one of an axis, and not applied here.</param>
    /// <param name="rateCap">Greatest rate, inclusive; null without one.</param>
    public OfferRange Within(OfferAxes axes, OfferConstraints constraints, decimal? rateCap)
    {
        var (first, end) = (FirstAmount, FirstAmount + Amounts);
        while (first < end && axes.Amounts[first] < constraints.MinimumAmount)
            first++;
        while (end > first && axes.Amounts[end - 1] > constraints.MaximumAmount)
            end--;
        var rates = Rates;
        while (rates > 0 && (axes.Rates[rates - 1] > constraints.MaximumRate || axes.Rates[rates - 1] > rateCap))
            rates--;
        var months = constraints.Months.IsDefaultOrEmpty ? Months : Months.RemoveAll(m => !constraints.Months.Contains(axes.Months[m]));
        return new OfferRange(first, end - first, months, rates);
    }

    /// <summary>The values on the axes.</summary>
    public OfferGrid Grid(OfferAxes axes) => new(
        axes.Amounts.Slice(FirstAmount, Amounts), [.. Months.Select(m => axes.Months[m])], axes.Rates.Slice(0, Rates));
}
