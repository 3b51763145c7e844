using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>Every input of a model has one name, and none is taken twice.</summary>
internal static class NameChecks
{
    public static void Check(ProductDefinition product, ICollection<Fault> faults)
    {
        var taken = Enum.GetValues<OfferVariable>().ToDictionary(OfferVariableNames.Of, _ => "an offer variable", StringComparer.Ordinal);
        for (var i = 0; i < product.Applicant.Length; i++)
            Claim(product.Applicant[i].Name, $"applicant[{i}]");
        for (var i = 0; i < product.Derived.Length; i++)
            Claim(product.Derived[i].Name, $"derived[{i}]");

        void Claim(string name, string path)
        {
            if (name.Length > 0 && !taken.TryAdd(name, path))
                faults.Add(new Fault(JsonPaths.Member(path, "name"), $"\"{name}\" is already the name of {taken[name]}."));
        }
    }
}
