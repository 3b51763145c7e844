using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Products.Loading;

/// <summary>Reads <c>economics</c>: what a loan costs and earns.</summary>
internal static class EconomicsSection
{
    public static Economics Read(ObjectReader product)
    {
        if (product.Object("economics") is not { } json)
            return new Economics(default, 0, 0, 0);
        var economics = new Economics(
            json.Choice<InterestMethod>("interest"),
            NotNegative(json, "costOfFunds"),
            NotNegative(json, "operatingCost"),
            json.Number("lossGivenDefault"));
        if (economics.LossGivenDefault is < 0 or > 1)
            json.AddFault("lossGivenDefault", "Must be between 0 and 1.");
        json.Close();
        return economics;
    }

    private static decimal NotNegative(ObjectReader json, string member)
    {
        var value = json.Number(member);
        if (value < 0)
            json.AddFault(member, "Must not be below 0.");
        return value;
    }
}
