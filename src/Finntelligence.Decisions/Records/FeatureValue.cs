using Finntelligence.Lending.Products;

namespace Finntelligence.Decisions.Records;

/// <summary>An encoded feature as a person writes it.</summary>
public static class FeatureValue
{
    /// <summary>The text of a category, true or false, a float, or null when missing.</summary>
    public static object? Of(ApplicantFeature feature, float value) =>
        float.IsNaN(value) ? null
        : feature.Kind switch
        {
            ApplicantFeatureKind.Category => feature.Values[(int)value],
            ApplicantFeatureKind.Boolean => value != 0,
            _ => value,
        };
}
