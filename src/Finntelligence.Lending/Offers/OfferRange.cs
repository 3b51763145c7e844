using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>
/// A part of a product's grid: a run of amounts, some terms, and the lowest rates. Positions are those of <see cref="OfferAxes"/>. What was asked
/// for is one of the amounts, the last one, even where the grid does not hold it.
/// </summary>
/// <param name="FirstAmount">Position of the least amount of the grid.</param>
/// <param name="Amounts">Number of amounts.</param>
/// <param name="Months">Positions of the terms, ascending.</param>
/// <param name="Rates">Number of rates, from the least on.</param>
internal readonly record struct OfferRange(int FirstAmount, int Amounts, ImmutableArray<int> Months, int Rates)
{
    /// <summary>The last amount, greater than the others, where it is not of the grid; null where all are.</summary>
    public decimal? OffGrid { get; init; }

    /// <summary>Number of amounts that are of the grid.</summary>
    public int OnGrid => OffGrid is null ? Amounts : Amounts - 1;

    /// <summary>The least amount; there is one.</summary>
    public decimal LeastAmount(OfferAxes axes) => OnGrid > 0 ? axes.Amounts[FirstAmount] : OffGrid!.Value;

    /// <summary>The part with one of the amounts, by its position.</summary>
    public OfferRange Only(int amount) => amount < OnGrid
        ? this with { FirstAmount = FirstAmount + amount, Amounts = 1, OffGrid = null }
        : this with { FirstAmount = FirstAmount + OnGrid, Amounts = 1 };

    /// <summary>Number of offers.</summary>
    public int Count => Amounts * Months.Length * Rates;

    /// <summary>The offers within the limits of a request and a rate cap.</summary>
    /// <param name="axes">The grid this is a part of.</param>
    /// <param name="constraints">Its limit on the installment is not one of an axis, and not applied here.</param>
    /// <param name="rateCap">Greatest rate, inclusive; null without one.</param>
    public OfferRange Within(OfferAxes axes, OfferConstraints constraints, decimal? rateCap)
    {
        var (first, end) = (FirstAmount, FirstAmount + OnGrid);
        while (first < end && axes.Amounts[first] < constraints.MinimumAmount)
            first++;
        while (end > first && axes.Amounts[end - 1] > constraints.MaximumAmount)
            end--;
        var rates = Rates;
        while (rates > 0 && (axes.Rates[rates - 1] > constraints.MaximumRate || axes.Rates[rates - 1] > rateCap))
            rates--;
        var months = constraints.Months.IsDefaultOrEmpty ? Months : Months.RemoveAll(m => !constraints.Months.Contains(axes.Months[m]));
        var offGrid = OffGrid < constraints.MinimumAmount || OffGrid > constraints.MaximumAmount ? null : OffGrid;
        return new OfferRange(first, end - first + (offGrid is null ? 0 : 1), months, rates) { OffGrid = offGrid };
    }

    /// <summary>The values on the axes.</summary>
    public OfferGrid Grid(OfferAxes axes)
    {
        var amounts = axes.Amounts.Slice(FirstAmount, OnGrid);
        return new OfferGrid(
            OffGrid is { } asked ? amounts.Add(asked) : amounts, [.. Months.Select(m => axes.Months[m])], axes.Rates.Slice(0, Rates));
    }

    /// <summary>An offer; positions are those of the range.</summary>
    public OfferTerms Terms(OfferAxes axes, int month, int rate, int amount) =>
        new(amount < OnGrid ? axes.Amounts[FirstAmount + amount] : OffGrid!.Value, axes.Months[Months[month]], axes.Rates[rate]);

    /// <summary>The amounts in double.</summary>
    /// <param name="axes">The grid this is a part of.</param>
    /// <param name="buffer">Holds them where they are not a part of the axis; grown as needed.</param>
    public ReadOnlySpan<double> AmountValues(OfferAxes axes, ref double[] buffer)
    {
        var onGrid = axes.AmountValues.AsSpan(FirstAmount, OnGrid);
        if (OffGrid is not { } asked)
            return onGrid;
        if (buffer.Length < Amounts)
            buffer = new double[Amounts];
        onGrid.CopyTo(buffer);
        buffer[OnGrid] = (double)asked;
        return buffer.AsSpan(0, Amounts);
    }
}
