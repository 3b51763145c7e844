using Finntelligence.Lending.Products;
using Finntelligence.Lending.Products.Json;

namespace Finntelligence.Lending.Loading;

/// <summary>A standard rate that is never offered would switch the card off unseen.</summary>
internal static class CardChecks
{
    public static void Check(ProductDefinition product, List<Fault> faults)
    {
        if (product.Policy.Card is not { } card || product.Offer.Rate is not { Step: > 0 } axis)
            return;
        var category = product.Applicant.First(f => f.Name == card.Rates.Feature);
        for (var i = 0; i < card.Rates.Values.Length; i++)
        {
            var rate = card.Rates.Values[i];
            var path = $"policy.card.rates.values.{category.Values[i]}";
            if (rate < axis.Minimum || rate > axis.Maximum || (rate - axis.Minimum) % axis.Step != 0)
                faults.Add(new Fault(path, "Must be one of the rates of offer.rate."));
            else if (product.Policy.RateCaps is { } caps && caps.Feature == card.Rates.Feature && rate > caps.Values[i])
                faults.Add(new Fault(path, "Must not be above the rate cap."));
        }
    }
}
