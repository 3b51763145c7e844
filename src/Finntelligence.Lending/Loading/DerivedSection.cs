using System.Collections.Immutable;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Expressions;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Reads <c>derived</c>: features made of an offer variable and applicant features.</summary>
internal static class DerivedSection
{
    public static ImmutableArray<DerivedFeature> Read(ObjectReader product, ImmutableArray<ApplicantFeature> applicant, FeatureReferences features) =>
        [.. product.Array("derived").Select(item => Feature(new ObjectReader(item.Value, item.Path, product.Faults), applicant, features))];

    private static DerivedFeature Feature(ObjectReader json, ImmutableArray<ApplicantFeature> applicant, FeatureReferences features)
    {
        var name = ApplicantSection.FeatureName(json);
        var feature = json.Has("formula") ? OfFormula(name, json, applicant) : new DerivedFeature
        {
            Name = name,
            Function = Function(json),
            Variable = json.Choice<OfferVariable>("variable"),
            Features = [features.Numeric(json, "feature")],
            Monotone = ApplicantSection.Directionless,
            Reason = new ReasonCode("", ""),
        };
        feature = feature with { Monotone = ApplicantSection.ReadDirections(json), Reason = ApplicantSection.ReadReason(json) };
        json.Close();
        return feature;
    }

    private static DerivedFunction Function(ObjectReader json)
    {
        // A formula is told by its member, not by its name here.
        if (json.Optional("function") is { ValueKind: System.Text.Json.JsonValueKind.String } text && text.ValueEquals("formula"))
        {
            json.AddFault("function", "Must be one of \"ratio\", \"difference\"; a formula stands in formula, without a function.");
            return default;
        }

        return json.Choice<DerivedFunction>("function");
    }

    private static DerivedFeature OfFormula(string name, ObjectReader json, ImmutableArray<ApplicantFeature> applicant)
    {
        foreach (var member in new[] { "function", "variable", "feature" }.Where(json.Has))
            json.AddFault(member, "Must not stand beside formula.");
        var text = json.Text("formula");
        string? fault = null;
        var expression = text.Length == 0 ? null : ExpressionParser.Parse(text, applicant, out fault);
        if (fault is not null)
            json.AddFault("formula", fault);
        return new DerivedFeature
        {
            Name = name,
            Function = DerivedFunction.Formula,
            Variable = expression is null ? null : ExpressionParser.Variable(expression),
            Features = expression is null ? [] : [.. ExpressionParser.Features(expression)],
            Formula = text,
            Expression = expression ?? new Number(0),
            Monotone = ApplicantSection.Directionless,
            Reason = new ReasonCode("", ""),
        };
    }
}
