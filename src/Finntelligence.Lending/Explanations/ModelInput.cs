using System.Collections.Immutable;
using System.Globalization;
using Finntelligence.Lending.Products;

namespace Finntelligence.Lending.Explanations;

/// <summary>One input of a model, as the product declares it.</summary>
/// <param name="Name">Name in the model.</param>
/// <param name="Feature">The applicant feature it is; null for a derived one or an offer variable.</param>
/// <param name="About">The applicant feature it is or, first of all, derives from; null for an offer variable and what derives from it alone.</param>
/// <param name="Reason">How a decision names it; null where it is no reason about an applicant.</param>
internal sealed record ModelInput(string Name, ApplicantFeature? Feature, string? About, ReasonCode? Reason)
{
    /// <summary>All inputs of a model, in vector order.</summary>
    public static ImmutableArray<ModelInput> Of(ProductDefinition product, ModelKind kind) =>
        [.. product.Model(kind).Inputs.Select(name => Of(product, name))];

    /// <summary>The number of each input's group: a feature and what derives from it are one, an offer variable is one of its own.</summary>
    public static int[] Groups(ImmutableArray<ModelInput> inputs)
    {
        var names = inputs.Select(i => i.GroupName).Distinct().ToList();
        return [.. inputs.Select(i => names.IndexOf(i.GroupName))];
    }

    private string GroupName => About ?? Name;

    /// <summary>A value of it for people: a number, a category's text, a boolean, or null when missing.</summary>
    public object? Show(float value)
    {
        if (float.IsNaN(value))
            return null;
        return Feature?.Kind switch
        {
            ApplicantFeatureKind.Category => Feature.Values[(int)value],
            ApplicantFeatureKind.Boolean => value != 0,
            // The shortest text that means this float32: 0.1 rather than 0.10000000149011612.
            _ => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        };
    }

    private static ModelInput Of(ProductDefinition product, string name)
    {
        if (product.Applicant.FirstOrDefault(f => f.Name == name) is { } feature)
            return new ModelInput(name, feature, name, feature.Reason);
        if (product.Derived.FirstOrDefault(f => f.Name == name) is { } derived)
            return derived.Features.IsEmpty ? new ModelInput(name, null, null, null) : new ModelInput(name, null, derived.Features[0], derived.Reason);
        return new ModelInput(name, null, null, null);
    }
}
