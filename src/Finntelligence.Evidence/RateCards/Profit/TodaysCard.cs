using System.Collections.Immutable;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Products;
using Finntelligence.Lending.RateCards;
using Finntelligence.ModelOps.Files;
using Finntelligence.ModelOps.Registry;

namespace Finntelligence.Evidence.RateCards.Profit;

/// <summary>The rates in force: those that the rules state, else the card in production, else the product's standard rates, else its caps.</summary>
/// <param name="Name">What they are, for a person.</param>
/// <param name="RateOf">The rate of an applicant with a card's inputs.</param>
internal sealed record TodaysCard(string Name, Func<Applicant, ReadOnlyMemory<float>, decimal> RateOf)
{
    /// <summary>Those of a product; null where nothing says them.</summary>
    public static TodaysCard? Find(ProductDefinition product, CardRules rules, LocalModelRegistry registry)
    {
        if (rules.Today is { } stated)
            return ByCategory(product, "the rates that the rules state", stated);
        var state = registry.Read();
        if (state.Find(SegmentCard.Kind, RegistryNames.Production) is not null)
        {
            ModelVersion version = registry.Resolve(state, SegmentCard.Kind, RegistryNames.Production);
            var card = CardArtifact.Read(RegularFile.ReadAllBytes(version.Path, ModelArtifact.MaximumBytes), product).Card;
            return new TodaysCard($"rate card {version.Entry} in production", (_, inputs) => card.CellOf(inputs.Span).Rate);
        }

        return product.Policy.Card is { } standard ? ByCategory(product, "the product's standard rates", standard.Rates)
            : product.Policy.RateCaps is { } caps ? ByCategory(product, "the product's rate caps", caps)
            : null;
    }

    private static TodaysCard ByCategory(ProductDefinition product, string name, ByCategory<decimal> rates)
    {
        int position = product.Applicant.Select(f => f.Name).ToList().IndexOf(rates.Feature);
        return new TodaysCard(name, (applicant, _) => rates.Values[(int)applicant.Values[position]]);
    }

    /// <summary>The greatest rate of an axis that is not above another; −1 for none.</summary>
    public static int LastWithin(ImmutableArray<decimal> rates, decimal limit)
    {
        int last = rates.Length - 1;
        while (last >= 0 && rates[last] > limit)
            last--;
        return last;
    }
}
