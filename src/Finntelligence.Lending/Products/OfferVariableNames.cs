using System.Text.Json;

namespace Finntelligence.Lending.Products;

/// <summary>How product.json and a model's inputs name the variables of an offer.</summary>
public static class OfferVariableNames
{
    /// <summary>amount, months or rate.</summary>
    public static string Of(OfferVariable variable) => JsonNamingPolicy.CamelCase.ConvertName(variable.ToString());

    /// <summary>The variable of a name; null if it is none.</summary>
    public static OfferVariable? Find(string name)
    {
        foreach (var variable in Enum.GetValues<OfferVariable>())
        {
            if (Of(variable) == name)
                return variable;
        }

        return null;
    }
}
