using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;

namespace Finntelligence.Experiments.Drawing;

/// <summary>The rate of the standard card.</summary>
public static class CardRate
{
    /// <summary>The greatest rate of the product's axis that policy allows an applicant; null where it allows none.</summary>
    public static decimal? Of(ProductDefinition product, Applicant applicant)
    {
        var axis = product.Offer.Rate;
        decimal cap = Math.Min(product.RateCapOf(applicant) ?? axis.Maximum, axis.Maximum);
        return cap < axis.Minimum ? null : axis.Minimum + (Math.Floor((cap - axis.Minimum) / axis.Step) * axis.Step);
    }
}
