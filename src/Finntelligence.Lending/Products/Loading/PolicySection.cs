using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Products.Loading;

/// <summary>Reads <c>policy</c>: what the lender does not do.</summary>
internal static class PolicySection
{
    public static Policy Read(ObjectReader product, FeatureReferences features)
    {
        if (product.Object("policy") is not { } json)
            return new Policy();
        var policy = new Policy
        {
            RateCaps = features.ByCategory(json, "rateCaps", (element, path) =>
            {
                var cap = ObjectReader.AsNumber(element, path, json.Faults) ?? 0;
                if (cap < 0)
                    json.Faults.Add(new Fault(path, "Must not be below 0."));
                return cap;
            }),
            MaximumProbabilityOfDefault = (double?)Share(json, "maximumProbabilityOfDefault", json.OptionalNumber("maximumProbabilityOfDefault")),
            InstallmentToIncome = InstallmentToIncome(json, features),
        };
        json.Close();
        return policy;
    }

    private static InstallmentToIncome? InstallmentToIncome(ObjectReader policy, FeatureReferences features)
    {
        if (policy.OptionalObject("installmentToIncome") is not { } json)
            return null;
        var limit = new InstallmentToIncome(
            features.Numeric(json, "incomeFeature"),
            json.Has("maximum") ? Share(json, "maximum", json.Number("maximum")) ?? 0 : json.Number("maximum"));
        json.Close();
        return limit;
    }

    private static decimal? Share(ObjectReader json, string member, decimal? value)
    {
        if (value is <= 0 or > 1)
            json.AddFault(member, "Must be above 0 and at most 1.");
        return value;
    }
}
