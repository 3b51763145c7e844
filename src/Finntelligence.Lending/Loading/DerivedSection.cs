using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>derived</c>: features made of an offer variable and an applicant feature.</summary>
internal static class DerivedSection
{
    public static ImmutableArray<DerivedFeature> Read(ObjectReader product, FeatureReferences features) =>
        [.. product.Array("derived").Select(item => Feature(new ObjectReader(item.Value, item.Path, product.Faults), features))];

    private static DerivedFeature Feature(ObjectReader json, FeatureReferences features)
    {
        var feature = new DerivedFeature(
            ApplicantSection.FeatureName(json),
            json.Choice<DerivedFunction>("function"),
            json.Choice<OfferVariable>("variable"),
            features.Numeric(json, "feature"),
            ApplicantSection.ReadDirections(json),
            ApplicantSection.ReadReason(json));
        json.Close();
        return feature;
    }
}
