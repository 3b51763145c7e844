using Finntelligence.Lending.Products;

namespace Finntelligence.Modelling.Exporting;

/// <summary>What may stand in each column of a model's rows, for those who make rows outside this service.</summary>
internal static class FeatureRanges
{
    /// <summary>One object per input, in vector order; a category's position among its values is its code.</summary>
    public static OrderedDictionary<string, object> Of(ProductDefinition product, ModelKind kind) =>
        new(product.Model(kind).Inputs.Select(name => new KeyValuePair<string, object>(name, Of(product, name))));

    private static object Of(ProductDefinition product, string name)
    {
        if (product.Applicant.FirstOrDefault(f => f.Name == name) is { } feature)
            return Of(feature);
        if (product.Derived.FirstOrDefault(d => d.Name == name) is { } derived)
            return derived.Formula is { } formula ? new { kind = "derived", formula } : (object)new { kind = "derived", function = Camel(derived.Function), of = Camel(derived.Variable!.Value), by = derived.Features[0] };
        var offer = product.Offer;
        return name switch
        {
            "amount" => new { kind = "number", minimum = offer.Amount.Minimum, maximum = offer.Amount.Maximum },
            "months" => new { kind = "integer", values = offer.Months.Values },
            _ => new { kind = "number", minimum = offer.Rate.Minimum, maximum = offer.Rate.Maximum },
        };
    }

    private static object Of(ApplicantFeature feature) => feature.Kind switch
    {
        ApplicantFeatureKind.Category => new { kind = "category", values = feature.Values, required = feature.Required },
        ApplicantFeatureKind.Boolean => new { kind = "boolean", required = feature.Required },
        _ => new { kind = Camel(feature.Kind), minimum = feature.Minimum, maximum = feature.Maximum, required = feature.Required },
    };

    private static string Camel<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
