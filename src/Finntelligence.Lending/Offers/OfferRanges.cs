using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;

namespace Finntelligence.Lending.Offers;

/// <summary>Finds the part of the product's grid that is for one applicant and requested amount.</summary>
internal sealed class OfferRanges
{
    private readonly ProductDefinition _product;
    private readonly OfferAxes _axes;
    private readonly ImmutableArray<int> _allMonths;
    private readonly ImmutableArray<ImmutableArray<int>> _monthsByCategory;

    /// <summary>The ranges of a product.</summary>
    /// <param name="product">Declares who gets what.</param>
    /// <param name="axes">Its axes.</param>
    public OfferRanges(ProductDefinition product, OfferAxes axes)
    {
        _product = product;
        _axes = axes;
        _allMonths = [.. Enumerable.Range(0, axes.Months.Length)];
        _monthsByCategory = product.Offer.Months.ByCategory is { } byCategory
            ? [.. byCategory.Values.Select(terms => terms.Select(term => axes.Months.IndexOf(term)).ToImmutableArray())]
            : [];
    }

    /// <summary>The offers that the product has for an applicant, before any constraint and policy.</summary>
    /// <param name="applicant">Decides the terms, and the amount where none is requested.</param>
    /// <param name="requested">Null for the product's default. What is above the product's limits counts as the limit.</param>
    public OfferRange For(Applicant applicant, decimal? requested)
    {
        var months = _product.Offer.Months.ByCategory is { } byCategory
            ? _monthsByCategory[_product.CategoryOf(applicant, byCategory.Feature)]
            : _allMonths;
        if (AmountLimits(applicant, requested) is not var (least, greatest) || _axes.Amounts.IsEmpty)
            return new OfferRange(0, 0, months, _axes.Rates.Length);

        var step = _product.Offer.Amount.Step;
        var before = _axes.Amounts[0] / step;
        var first = (int)Math.Clamp(Math.Ceiling(least / step) - before, 0, _axes.Amounts.Length);
        var end = (int)Math.Clamp(Math.Floor(greatest / step) - before + 1, first, _axes.Amounts.Length);
        var asked = Asked(least, greatest, isRequested: requested is not null, anyOnGrid: end > first);
        var offGrid = asked % step == 0 ? null : asked;
        return new OfferRange(first, end - first + (offGrid is null ? 0 : 1), months, _axes.Rates.Length) { OffGrid = offGrid };
    }

    /// <summary>
    /// The amount that is one of the offers whatever the steps: what was asked for, as far as it may be had and can be paid. What stands for it
    /// where nothing was asked for is one only where there is no other.
    /// </summary>
    /// <param name="least">Of <see cref="AmountLimits"/>.</param>
    /// <param name="greatest">Of <see cref="AmountLimits"/>.</param>
    /// <param name="isRequested">Whether the request names an amount.</param>
    /// <param name="anyOnGrid">Whether the grid has an amount between the limits.</param>
    public decimal? Asked(decimal least, decimal greatest, bool isRequested, bool anyOnGrid)
    {
        if (!isRequested && anyOnGrid)
            return null;
        var unit = _product.Economics.Rounding.Unit;
        var asked = Math.Floor(greatest / unit) * unit;
        return asked >= least && asked > 0 ? asked : null;
    }

    /// <summary>Least and greatest amount for an applicant, both inclusive; null where no amount is requested and none stands for it.</summary>
    public (decimal Least, decimal Greatest)? AmountLimits(Applicant applicant, decimal? requested)
    {
        var axis = _product.Offer.Amount;
        if ((requested ?? DefaultAmount(applicant)) is not { } asked)
            return null;
        var greatest = Math.Min(asked, axis.Maximum);
        if (axis.RequestedCap is { } cap && _product.ValueOf(applicant, cap.Feature) is { } value)
            greatest = Math.Min(greatest, cap.Factor * value);
        return (Math.Max(axis.Minimum, axis.MinimumShareOfRequested * greatest), greatest);
    }

    /// <summary>What a rate card may ask of a request.</summary>
    /// <param name="request">Whose.</param>
    /// <param name="names">Of the numbers.</param>
    /// <param name="inputs">Takes them.</param>
    public void WriteCardInputs(OfferRequest request, CardInputs names, Span<float> inputs)
    {
        int? longest = null;
        foreach (var month in For(request.Applicant, request.RequestedAmount).Months)
        {
            var term = _axes.Months[month];
            if ((request.Constraints.Months.IsDefaultOrEmpty || request.Constraints.Months.Contains(term)) && !(term < longest))
                longest = term;
        }

        names.Write(request.Applicant, AmountLimits(request.Applicant, request.RequestedAmount)?.Greatest, longest, inputs);
    }

    private decimal? DefaultAmount(Applicant applicant)
    {
        var axis = _product.Offer.Amount;
        return axis.DefaultFeature is { } feature && _product.ValueOf(applicant, feature) is { } value
            ? Math.Clamp(value, axis.Minimum, axis.Maximum)
            : null;
    }
}
