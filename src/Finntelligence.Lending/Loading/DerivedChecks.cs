using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>
/// Formulas are missing at all of their variable's values or at none, which the search of the offers relies on: no rate of the product may be 0 where
/// one divides by it or takes its logarithm.
/// </summary>
internal static class DerivedChecks
{
    public static void Check(ProductDefinition product, ICollection<Fault> faults)
    {
        for (var i = 0; i < product.Derived.Length; i++)
        {
            if (product.Derived[i] is { Variable: OfferVariable.Rate, Expression.MeetsZero: true } && product.Offer.Rate.Minimum <= 0)
            {
                faults.Add(new Fault(
                    $"{JsonPaths.Element("derived", i)}.formula",
                    "Divides by the rate or takes its logarithm, and offer.rate.minimum is 0: put the rate in max beside a number above 0, as in log(max(rate, 0.01)), or raise the minimum."));
            }
        }
    }
}
