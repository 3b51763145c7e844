using System.Collections.Immutable;
using Finntelligence.Lending.RateCards;
using Finntelligence.RateCards.Binning;

namespace Finntelligence.RateCards.Search;

/// <summary>The rules of a card in the numbers of one search.</summary>
/// <param name="FewestCustomers">Of a cell.</param>
/// <param name="GreatestJump">Steps between the rates of two neighbours; null for any.</param>
/// <param name="Orders">By binned input: +1 where the rate must not fall as it rises, −1 where it must not rise, 0 for neither.</param>
/// <param name="NotSplit">What must not be split, where only some cells must not.</param>
internal sealed record SearchRules(int FewestCustomers, int? GreatestJump, ImmutableArray<int> Orders, ImmutableArray<PartNotSplit> NotSplit)
{
    /// <summary>Whether the rates of cells depend on each other.</summary>
    public bool HasPairs => GreatestJump is not null || Orders.Any(o => o != 0);

    /// <summary>In the numbers of some inputs and rates.</summary>
    public static SearchRules Of(CardRules rules, CardInputs inputs, ImmutableArray<BinnedInput> features, decimal step) => new(
        rules.FewestCustomers,
        rules.GreatestJump is { } jump ? (int)Math.Min(jump / step, 1_000_000) : null,
        [.. features.Select(f => rules.Order.FirstOrDefault(o => inputs.PositionOf(o.Feature) == f.Input)?.Rate switch
        {
            RateDirection.Rises => 1,
            RateDirection.Falls => -1,
            _ => 0,
        })],
        [
            .. from rule in rules.NotSplit
               where rule.Feature is not null
               let asked = IndexOf(features, inputs.PositionOf(rule.By))
               let category = IndexOf(features, inputs.PositionOf(rule.Feature!))
               where asked >= 0
               // A card that cannot split by the category has its values in every cell.
               select new PartNotSplit(asked, category, [.. rule.Values]),
        ]);

    private static int IndexOf(ImmutableArray<BinnedInput> features, int input)
    {
        for (int f = 0; f < features.Length; f++)
        {
            if (features[f].Input == input)
                return f;
        }

        return -1;
    }
}

/// <summary>A cell that must not be split by an input where a category may have some values.</summary>
/// <param name="By">Position of the binned input.</param>
/// <param name="Category">Position of the binned category; −1 if the card cannot split by it.</param>
/// <param name="Values">Its bins.</param>
internal sealed record PartNotSplit(int By, int Category, ImmutableArray<int> Values);
