using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Offers;

/// <summary>Reads an applicant's values by name.</summary>
internal static class ApplicantValues
{
    // Beyond any sum of money, and a product with it is still within decimal's range.
    private const float Greatest = 1e15f;

    /// <summary>A number as it was given; null when missing.</summary>
    public static decimal? ValueOf(this ProductDefinition product, Applicant applicant, string feature)
    {
        var value = applicant.Values[product.PositionOf(feature)];
        if (float.IsNaN(value))
            return null;
        // The conversion rounds to seven digits, so a decimal that was stored as float32 comes back.
        return (decimal)Math.Clamp(value, -Greatest, Greatest);
    }

    /// <summary>Code of a category that the product requires.</summary>
    public static int CategoryOf(this ProductDefinition product, Applicant applicant, string feature) =>
        (int)applicant.Values[product.PositionOf(feature)];

    /// <summary>Greatest rate that policy allows an applicant; null without such a limit.</summary>
    public static decimal? RateCapOf(this ProductDefinition product, Applicant applicant) => product.RateLimitOf(applicant)?.Rate;

    /// <summary>Greatest rate that policy allows an applicant, and the feature that decides it; null without such a limit.</summary>
    public static (decimal Rate, string Feature)? RateLimitOf(this ProductDefinition product, Applicant applicant)
    {
        (decimal Rate, string Feature)? lowest =
            product.Policy.RateCaps is { } caps ? (caps.Values[product.CategoryOf(applicant, caps.Feature)], caps.Feature) : null;
        foreach (var limit in product.Policy.RateLimits)
        {
            if (product.ValueOf(applicant, limit.Feature) is { } value && !(value + limit.Above >= lowest?.Rate))
                lowest = (value + limit.Above, limit.Feature);
        }

        return lowest;
    }

    /// <summary>Where an applicant's values hold a feature.</summary>
    public static int PositionOf(this ProductDefinition product, string feature)
    {
        for (var i = 0; i < product.Applicant.Length; i++)
        {
            if (product.Applicant[i].Name == feature)
                return i;
        }

        throw new ArgumentException($"The product's applicant has no feature '{feature}'.", nameof(feature));
    }
}
