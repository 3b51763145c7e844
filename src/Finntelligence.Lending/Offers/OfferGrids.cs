using System.Collections.Immutable;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Makes the grid of one applicant and requested amount. Terms are decimal, so every grid value is exact.</summary>
/// <param name="product">Declares the axes.</param>
public sealed class OfferGrids(ProductDefinition product)
{
    private readonly ImmutableArray<decimal> _rates = Multiples(product.Offer.Rate.Minimum, product.Offer.Rate.Maximum, product.Offer.Rate.Step);

    /// <summary>The offers that the product has for an applicant, before any constraint and policy.</summary>
    /// <param name="applicant">Decides the terms, and the amount where none is requested.</param>
    /// <param name="requested">Null for the product's default. What is above the product's limits counts as the limit.</param>
    public OfferGrid For(Applicant applicant, decimal? requested) => new(Amounts(applicant, requested), Months(applicant), _rates);

    private ImmutableArray<int> Months(Applicant applicant) => product.Offer.Months.ByCategory is { } byCategory
        ? byCategory.Values[product.CategoryOf(applicant, byCategory.Feature)]
        : product.Offer.Months.Values;

    private ImmutableArray<decimal> Amounts(Applicant applicant, decimal? requested)
    {
        var axis = product.Offer.Amount;
        if ((requested ?? DefaultAmount(applicant)) is not { } asked)
            return [];
        var greatest = Math.Min(asked, axis.Maximum);
        if (axis.RequestedCap is { } cap && product.ValueOf(applicant, cap.Feature) is { } value)
            greatest = Math.Min(greatest, cap.Factor * value);
        var least = Math.Max(axis.Minimum, axis.MinimumShareOfRequested * greatest);
        return Multiples(Math.Ceiling(least / axis.Step) * axis.Step, greatest, axis.Step);
    }

    private decimal? DefaultAmount(Applicant applicant)
    {
        var axis = product.Offer.Amount;
        return axis.DefaultFeature is { } feature && product.ValueOf(applicant, feature) is { } value
            ? Math.Clamp(value, axis.Minimum, axis.Maximum)
            : null;
    }

    private static ImmutableArray<decimal> Multiples(decimal first, decimal last, decimal step)
    {
        var values = ImmutableArray.CreateBuilder<decimal>();
        for (var value = first; value <= last; value += step)
            values.Add(value);
        return values.ToImmutable();
    }
}
